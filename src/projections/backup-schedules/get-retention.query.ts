import { setImmediate as breathe } from 'node:timers/promises';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import {
  futureRetention,
  type FutureBackup,
  type FutureRetention,
} from '../../domain/backup-schedule/future-retention.js';
import { candidateOf } from '../../domain/backup-schedule/schedule-prune.decide.js';
import type { BackupScheduleState, MadeBackup } from '../../domain/backup-schedule/backup-schedule.state.js';
import { backupsTable } from '../backups/backups.table.js';
import { LiveAggregates } from '../history/live-aggregates.js';
import { ProjectionRunner } from '../runner/projection-runner.js';

/** More runs than this are not gone through for one answer: an hourly schedule over a year has 8760. */
export const mostRuns = 10_000;

/** After so many runs others are let at the processor: about a millisecond. */
const runsAtOnce = 20;

/**
 * What a schedule's retention rules would have kept at a moment, had all its runs until then gone well; null when there are
 * more than {@link mostRuns} of them.
 */
export class GetRetention extends Query<FutureRetention | null> {
  constructor(
    readonly schedule: BackupScheduleState,
    /** Both in Cinder's form. */
    readonly at: string,
    readonly now: string,
  ) {
    super();
  }
}

@QueryHandler(GetRetention)
export class GetRetentionHandler implements IQueryHandler<GetRetention> {
  constructor(
    private readonly live: LiveAggregates,
    private readonly runner: ProjectionRunner,
  ) {}

  async execute({ schedule, at, now }: GetRetention): Promise<FutureRetention | null> {
    await this.runner.catchUp();
    const found = await Promise.all(schedule.backups.map((made) => this.existing(made)));
    const existing = found.filter((backup) => backup !== null);
    const future = futureRetention({ schedule, existing, now, at });
    for (;;) {
      const { done, value } = future.next();
      if (done === true) return value;
      if (value > mostRuns) return null;
      if (value % runsAtOnce === 0) await breathe();
    }
  }

  private async existing({ backup_id, volume_id, incremental }: MadeBackup): Promise<FutureBackup | null> {
    const candidate = candidateOf(await this.live.find(backupsTable, backup_id));
    return candidate === null ? null : { ...candidate, volume_id, incremental, simulated: false };
  }
}
