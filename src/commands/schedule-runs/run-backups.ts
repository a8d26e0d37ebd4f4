import type { CommandBus } from '@nestjs/cqrs';
import { abandonBackup } from '../../domain/backup/backup.decide.js';
import { backupAggregate } from '../../domain/backup/backup.state.js';
import { backupName } from '../../domain/backup-schedule/backup-name.js';
import type { BackupScheduleEvent } from '../../domain/backup-schedule/backup-schedule.events.js';
import {
  backupScheduleAggregate,
  type BackupScheduleState,
  type PlannedBackup,
  type ScheduleRun,
} from '../../domain/backup-schedule/backup-schedule.state.js';
import {
  isIncrementalDue,
  newestBackupOf,
  openVolume,
  planBackup,
  recordRequested,
  skipBackup,
} from '../../domain/backup-schedule/schedule-run.decide.js';
import type { Clock, IdGenerator } from '../../domain/shared/clock.js';
import { DomainError } from '../../domain/shared/errors.js';
import { toCinderTime } from '../../domain/shared/time.js';
import { AlreadyExists, type AggregateStore } from '../aggregate-store.js';
import type { ClaimSettlement } from '../claim-settlement.js';
import { CreateBackup, type BackupInput } from '../create-backup/create-backup.command.js';
import type { Lookup } from '../lookup.js';
import { uuidV5 } from '../uuid-v5.js';
import { scheduleContext } from './schedule-context.js';
import { skippedBy } from './skipped.js';

type Decide = (state: BackupScheduleState | null) => readonly BackupScheduleEvent[];

interface Place {
  readonly schedule: BackupScheduleState;
  readonly run: ScheduleRun;
  readonly volumeId: string;
}

/**
 * Asks for the backups of a run, one volume after another, each at most once. Who has recorded the plan for a backup's id,
 * and nobody else, sends the request. A plan that is found recorded is somebody else's, dead or slow: unless its backup is
 * there, the backup's stream is closed, what its request held is given back, and the next attempt has an id of its own.
 */
export class RunBackups {
  constructor(
    private readonly bus: CommandBus,
    private readonly store: AggregateStore,
    private readonly lookup: Lookup,
    private readonly settlement: ClaimSettlement,
    private readonly needs: { readonly clock: Clock; readonly ids: IdGenerator },
  ) {}

  /** False when it has to be left to a later pass. */
  async request(schedule: BackupScheduleState, youngestMs: number): Promise<boolean> {
    const open = openVolume(schedule);
    if (schedule.run === null || open === null) return true;
    const place = { schedule, run: schedule.run, volumeId: open.volume_id };
    if (open.planned !== null) {
      const before = toCinderTime(new Date(this.needs.clock.now().getTime() - youngestMs));
      if (open.planned.planned_at > before) return false;
      if (await this.tookOver(place, open.planned)) return true;
    }
    const previous = await this.running(newestBackupOf(schedule, open.volume_id));
    if (previous !== null) {
      const detail = `Backup ${previous} is still being made.`;
      return this.skip(place, { reason: 'previous backup still running', detail });
    }
    return this.attempt(place, open.attempt, isIncrementalDue(schedule, open.volume_id));
  }

  private async running(id: string | null): Promise<string | null> {
    if (id === null) return null;
    const { state } = await this.store.load(backupAggregate, id);
    return state !== null && state.phase !== 'done' && state.deleted_at === null ? id : null;
  }

  /** True when the planned backup exists; otherwise it never will. */
  private async tookOver(place: Place, { backup_id: id }: PlannedBackup): Promise<boolean> {
    const context = { ...this.context(place), correlation_id: id };
    try {
      const reason = 'the run that asked for it ended before it was recorded';
      const { position } = await this.store.create(backupAggregate, id, context, abandonBackup(reason));
      if (position !== undefined) await this.lookup.waitFor(position);
    } catch (error) {
      if (!(error instanceof AlreadyExists)) throw error;
    }
    const { state } = await this.store.load(backupAggregate, id);
    if (state !== null) return this.requested(place, id);
    const claims = await this.lookup.claimsBefore('9999');
    for (const claim of claims.filter(({ operation_id }) => operation_id === id)) {
      await this.settlement.settle(claim);
    }
    return false;
  }

  /** An incremental without a usable parent is made anew, as a full one. */
  private async attempt(place: Place, before: number, incremental: boolean): Promise<boolean> {
    const { run_id } = place.run;
    let planned: readonly BackupScheduleEvent[] = [];
    const open = { run_id, volume_id: place.volumeId, attempt: before };
    await this.append(place, (state) => (planned = planBackup(state, open, incremental, uuidV5)));
    const [plan] = planned;
    if (plan?.type !== 'BackupScheduleBackupPlanned') return false;
    const { backup_id, attempt } = plan.data;
    try {
      const context = this.context(place);
      await this.bus.execute(new CreateBackup(context, inputOf(place, incremental), backup_id));
    } catch (error) {
      if (error instanceof AlreadyExists) return false;
      if (!(error instanceof DomainError)) throw error;
      if (incremental && error.code === 'InvalidBackup') return this.attempt(place, attempt, false);
      return this.skip(place, skippedBy(error));
    }
    return this.requested(place, backup_id);
  }

  private async requested(place: Place, backupId: string): Promise<true> {
    await this.append(place, (state) => recordRequested(state, place.run.run_id, place.volumeId, backupId));
    return true;
  }

  private async skip(place: Place, skip: ReturnType<typeof skippedBy>): Promise<true> {
    await this.append(place, (state) => skipBackup(state, place.run.run_id, place.volumeId, skip));
    return true;
  }

  private append(place: Place, decide: Decide): Promise<unknown> {
    return this.store.execute(backupScheduleAggregate, place.schedule.id, this.context(place), decide);
  }

  private context({ schedule }: Place): ReturnType<typeof scheduleContext> {
    return scheduleContext(schedule, this.needs.ids.next());
  }
}

/** Which schedule made it is told in the metadata for people only: the schedule's stream is what counts. */
const inputOf = ({ schedule, run, volumeId }: Place, incremental: boolean): BackupInput => ({
  volume_id: volumeId,
  snapshot_id: null,
  name: backupName(schedule, volumeId, run.due_at),
  description: null,
  container: schedule.container,
  incremental,
  force: schedule.force,
  metadata: { backup_schedule_id: schedule.id, ...schedule.metadata },
  availability_zone: null,
});
