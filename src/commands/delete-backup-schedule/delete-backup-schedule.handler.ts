import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { deleteSchedule } from '../../domain/backup-schedule/backup-schedule.decide.js';
import { backupScheduleAggregate } from '../../domain/backup-schedule/backup-schedule.state.js';
import { AggregateStore } from '../aggregate-store.js';
import { FindVisible } from '../find-visible.js';
import { ReadYourWrites } from '../read-your-writes.js';
import { DeleteBackupSchedule } from './delete-backup-schedule.command.js';

@CommandHandler(DeleteBackupSchedule)
export class DeleteBackupScheduleHandler implements ICommandHandler<DeleteBackupSchedule> {
  constructor(
    private readonly store: AggregateStore,
    private readonly find: FindVisible,
    private readonly written: ReadYourWrites,
  ) {}

  async execute({ context, id }: DeleteBackupSchedule): Promise<void> {
    await this.find.backupSchedule(context, id);
    const { position } = await this.store.execute(backupScheduleAggregate, id, context, (schedule) =>
      deleteSchedule(schedule, id),
    );
    await this.written.passed(position);
  }
}
