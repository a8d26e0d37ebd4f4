import { Logger } from '@nestjs/common';
import {
  backupScheduleAggregate,
  type BackupScheduleState,
} from '../../domain/backup-schedule/backup-schedule.state.js';
import { finishRun, openVolume, startDueRun } from '../../domain/backup-schedule/schedule-run.decide.js';
import type { Clock, IdGenerator } from '../../domain/shared/clock.js';
import { toCinderTime } from '../../domain/shared/time.js';
import type { AggregateStore } from '../aggregate-store.js';
import type { Lookup } from '../lookup.js';
import { uuidV5 } from '../uuid-v5.js';
import type { Pruning } from './pruning.js';
import type { RunBackups } from './run-backups.js';
import { scheduleContext } from './schedule-context.js';

/** A change that may give a schedule something to do: its own, or the end of a backup. */
export const concernsSchedules = (category: string, state: unknown): boolean =>
  category === 'backupSchedule' ||
  (category === 'backup' && (state as { readonly phase?: unknown } | null)?.phase === 'done');

/**
 * Fires backup schedules that are due and brings what they began to its end. It belongs to the one manager and is called in
 * the reconciler's pass, at best once a minute, and whenever something changed that may concern it. All it knows is in the
 * schedules' streams: dying anywhere, or running twice, makes no backup twice.
 */
export class ScheduleRuns {
  private readonly logger = new Logger(ScheduleRuns.name);
  private running: Promise<void> | undefined;
  private again = false;
  private stopped = false;

  constructor(
    private readonly lookup: Lookup,
    private readonly store: AggregateStore,
    private readonly backups: RunBackups,
    private readonly pruning: Pruning,
    private readonly needs: { readonly clock: Clock; readonly ids: IdGenerator },
  ) {}

  /** Something changed. A pass that is under way is followed by another one. */
  wake(youngestMs: number): void {
    if (this.stopped) return;
    if (this.running !== undefined) this.again = true;
    else void this.pass(youngestMs);
  }

  async stop(): Promise<void> {
    this.stopped = true;
    await this.running;
  }

  /** One pass at a time; `youngestMs` is how old what another manager began must be before it is taken over. */
  async pass(youngestMs: number): Promise<void> {
    while (this.running !== undefined) await this.running;
    this.running = this.once(youngestMs).finally(() => {
      this.running = undefined;
    });
    await this.running;
    if (!this.again) return;
    this.again = false;
    this.wake(youngestMs);
  }

  private async once(youngestMs: number): Promise<void> {
    try {
      for (const id of await this.lookup.schedulesDue(toCinderTime(this.needs.clock.now()))) {
        if (this.stopped) return;
        await this.advance(id, youngestMs);
      }
    } catch (error) {
      this.logger.warn(`schedules are looked at again later: ${String(error)}`);
    }
  }

  /** A schedule that cannot go on does not keep the others from it. */
  private async advance(id: string, youngestMs: number): Promise<void> {
    try {
      const begun = await this.begin(id);
      if (begun !== null && (await this.run(begun, youngestMs))) await this.finish(begun);
      const schedule = await this.load(id);
      if (schedule !== null) await this.pruning.decide(schedule);
      const decided = await this.load(id);
      if (decided !== null) await this.pruning.remove(decided);
    } catch (error) {
      this.logger.warn(`backup schedule ${id} goes on later: ${String(error)}`);
    }
  }

  private async begin(id: string): Promise<BackupScheduleState | null> {
    const schedule = await this.load(id);
    if (schedule === null) return null;
    const now = toCinderTime(this.needs.clock.now());
    const context = scheduleContext(schedule, this.needs.ids.next());
    await this.store.execute(backupScheduleAggregate, id, context, (state) =>
      startDueRun(state, now, uuidV5),
    );
    return this.load(id);
  }

  /** True when every volume of the run is done with. */
  private async run(begun: BackupScheduleState, youngestMs: number): Promise<boolean> {
    for (let schedule: BackupScheduleState | null = begun; ; schedule = await this.load(begun.id)) {
      if (schedule === null || this.stopped) return false;
      if (openVolume(schedule) === null) return true;
      if (!(await this.backups.request(schedule, youngestMs))) return false;
    }
  }

  private async finish(schedule: BackupScheduleState): Promise<void> {
    const context = scheduleContext(schedule, this.needs.ids.next());
    await this.store.execute(backupScheduleAggregate, schedule.id, context, finishRun);
  }

  private async load(id: string): Promise<BackupScheduleState | null> {
    const { state } = await this.store.load(backupScheduleAggregate, id);
    return state === null || state.deleted_at !== null ? null : state;
  }
}
