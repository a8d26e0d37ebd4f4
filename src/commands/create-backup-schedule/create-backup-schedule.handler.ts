import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { createSchedule } from '../../domain/backup-schedule/backup-schedule.decide.js';
import {
  backupScheduleAggregate,
  type BackupScheduleState,
} from '../../domain/backup-schedule/backup-schedule.state.js';
import type { IdGenerator } from '../../domain/shared/clock.js';
import { DomainError } from '../../domain/shared/errors.js';
import type { BackupDriver } from '../../drivers/backup/port.js';
import { AggregateStore } from '../aggregate-store.js';
import { FindVisible } from '../find-visible.js';
import { ReadYourWrites } from '../read-your-writes.js';
import { BACKUP_DRIVER, IDS } from '../tokens.js';
import { CreateBackupSchedule } from './create-backup-schedule.command.js';

@CommandHandler(CreateBackupSchedule)
export class CreateBackupScheduleHandler implements ICommandHandler<CreateBackupSchedule> {
  constructor(
    private readonly store: AggregateStore,
    private readonly find: FindVisible,
    private readonly written: ReadYourWrites,
    @Inject(IDS) private readonly ids: IdGenerator,
    @Inject(BACKUP_DRIVER) private readonly driver: BackupDriver,
  ) {}

  /** The volumes have to exist now; one that is gone later is skipped, and the run says so. */
  async execute({ context, input }: CreateBackupSchedule): Promise<BackupScheduleState> {
    const schedule_id = this.ids.next();
    const { project_id, user_id } = context.actor;
    const owner = { project_id: project_id ?? '', user_id: user_id ?? '' };
    const events = createSchedule({ schedule_id, ...owner, ...input });
    for (const id of input.volume_ids) await this.find.volume(context, id);
    const refused = input.container === null ? null : this.driver.refuseContainer(input.container);
    if (refused !== null) throw new DomainError('InvalidInput', refused);
    const { state, position } = await this.store.create(
      backupScheduleAggregate,
      schedule_id,
      context,
      events,
    );
    await this.written.passed(position);
    return state as BackupScheduleState;
  }
}
