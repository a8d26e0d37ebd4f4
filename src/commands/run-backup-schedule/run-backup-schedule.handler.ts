import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import {
  backupScheduleAggregate,
  type ScheduleRun,
} from '../../domain/backup-schedule/backup-schedule.state.js';
import { startRequestedRun } from '../../domain/backup-schedule/schedule-run.decide.js';
import type { Clock } from '../../domain/shared/clock.js';
import { toCinderTime } from '../../domain/shared/time.js';
import { AggregateStore } from '../aggregate-store.js';
import { FindVisible } from '../find-visible.js';
import { ReadYourWrites } from '../read-your-writes.js';
import { CLOCK } from '../tokens.js';
import { uuidV5 } from '../uuid-v5.js';
import { RunBackupSchedule } from './run-backup-schedule.command.js';

@CommandHandler(RunBackupSchedule)
export class RunBackupScheduleHandler implements ICommandHandler<RunBackupSchedule> {
  constructor(
    private readonly store: AggregateStore,
    private readonly find: FindVisible,
    private readonly written: ReadYourWrites,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async execute({ context, id }: RunBackupSchedule): Promise<ScheduleRun> {
    await this.find.backupSchedule(context, id);
    const now = toCinderTime(this.clock.now());
    const { state, position } = await this.store.execute(backupScheduleAggregate, id, context, (schedule) =>
      startRequestedRun(schedule, id, now, uuidV5),
    );
    await this.written.passed(position);
    return state?.run as ScheduleRun;
  }
}
