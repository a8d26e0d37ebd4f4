import {
  CreateBackupSchedule,
  type ScheduleInput,
} from '../../src/commands/create-backup-schedule/create-backup-schedule.command.js';
import { RunBackupSchedule } from '../../src/commands/run-backup-schedule/run-backup-schedule.command.js';
import {
  backupScheduleAggregate,
  type BackupScheduleState,
} from '../../src/domain/backup-schedule/backup-schedule.state.js';
import type { Retention } from '../../src/domain/backup-schedule/retention.js';
import { fromCinderTime } from '../../src/domain/shared/time.js';
import { EventHistory } from '../../src/projections/history/event-history.js';
import type { Requests } from './bench-requests.js';
import type { CommandBench } from './command-bench.js';
import { eventually } from './eventually.js';

export const noRetention: Retention = {
  keep_last: null,
  keep_hourly: null,
  keep_daily: null,
  keep_weekly: null,
  keep_monthly: null,
  keep_yearly: null,
  keep_within: null,
};

/** One user's schedules on a bench, whose clock goes on from one due time to the next. */
export class Schedules {
  constructor(
    private readonly bench: CommandBench,
    private readonly by: Requests,
  ) {}

  create(volume_ids: readonly string[], input: Partial<ScheduleInput> = {}): Promise<BackupScheduleState> {
    return this.bench.execute(
      new CreateBackupSchedule(this.by.context, {
        display_name: 'nightly',
        display_description: null,
        enabled: true,
        volume_ids,
        cron: '@hourly',
        full_every: 1,
        force: false,
        container: null,
        name_pattern: '{name}-{time}',
        metadata: {},
        retention: noRetention,
        ...input,
      }),
    );
  }

  async state(id: string): Promise<BackupScheduleState> {
    const state = await new EventHistory(this.bench.log).fold(backupScheduleAggregate, id);
    if (state === null) throw new Error(`there is no schedule ${id}`);
    return state;
  }

  /** Somebody asks for a run, and it comes to its end. */
  async run(id: string): Promise<BackupScheduleState> {
    await this.bench.execute(new RunBackupSchedule(this.by.context, id));
    return this.rest(id);
  }

  /** The clock passes the next due time, by so many hours; nothing is done about it yet. */
  async passDue(id: string, hours = 0): Promise<void> {
    const { next_run_at } = await this.state(id);
    const due = fromCinderTime(next_run_at ?? '').getTime();
    this.bench.clockAheadMs = due - Date.now() + hours * 3_600_000 + 1000;
  }

  /** Waits until nothing is under way or owed. */
  async rest(id: string): Promise<BackupScheduleState> {
    await this.bench.reconcile();
    await eventually(async () => {
      await this.bench.settle();
      const { run, to_prune, to_remove } = await this.state(id);
      const owed = [run?.run_id ?? [], to_prune, to_remove].flat();
      if (owed.length === 0) return;
      await this.bench.reconcile();
      throw new Error(`schedule ${id} still owes ${owed.join(', ')}`);
    }, 20_000);
    return this.state(id);
  }

  types(id: string): Promise<string[]> {
    return this.bench.types(`backupSchedule-${id}`);
  }

  /** The data of its events of one type. */
  async told(id: string, type: string): Promise<readonly Readonly<Record<string, unknown>>[]> {
    const events = await this.bench.events(`backupSchedule-${id}`);
    return events.filter((event) => event.type === type).map(({ data }) => data);
  }
}
