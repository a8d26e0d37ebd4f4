import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { updateSchedule } from '../../domain/backup-schedule/backup-schedule.decide.js';
import {
  backupScheduleAggregate,
  type BackupScheduleState,
} from '../../domain/backup-schedule/backup-schedule.state.js';
import { DomainError } from '../../domain/shared/errors.js';
import type { BackupDriver } from '../../drivers/backup/port.js';
import { AggregateStore } from '../aggregate-store.js';
import { FindVisible } from '../find-visible.js';
import { ReadYourWrites } from '../read-your-writes.js';
import { BACKUP_DRIVER } from '../tokens.js';
import { UpdateBackupSchedule } from './update-backup-schedule.command.js';

@CommandHandler(UpdateBackupSchedule)
export class UpdateBackupScheduleHandler implements ICommandHandler<UpdateBackupSchedule> {
  constructor(
    private readonly store: AggregateStore,
    private readonly find: FindVisible,
    private readonly written: ReadYourWrites,
    @Inject(BACKUP_DRIVER) private readonly driver: BackupDriver,
  ) {}

  /** A volume that is new to the schedule has to exist; one that it had may be gone. */
  async execute({ context, id, changes }: UpdateBackupSchedule): Promise<BackupScheduleState> {
    const { volume_ids: before } = await this.find.backupSchedule(context, id);
    const added = (changes.volume_ids ?? []).filter((volume) => !before.includes(volume));
    for (const volume of added) await this.find.volume(context, volume);
    const refused = changes.container ? this.driver.refuseContainer(changes.container) : null;
    if (refused !== null) throw new DomainError('InvalidInput', refused);
    const { state, position } = await this.store.execute(backupScheduleAggregate, id, context, (current) =>
      updateSchedule(current, id, changes),
    );
    await this.written.passed(position);
    return state as BackupScheduleState;
  }
}
