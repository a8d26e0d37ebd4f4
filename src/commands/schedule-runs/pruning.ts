import type { CommandBus } from '@nestjs/cqrs';
import { backupAggregate } from '../../domain/backup/backup.state.js';
import {
  backupScheduleAggregate,
  type BackupScheduleState,
} from '../../domain/backup-schedule/backup-schedule.state.js';
import {
  isStillMade,
  membersOf,
  prune,
  recordRemoved,
  refuseRemoval,
  verdictOn,
  type Members,
} from '../../domain/backup-schedule/schedule-prune.decide.js';
import type { IdGenerator } from '../../domain/shared/clock.js';
import { DomainError } from '../../domain/shared/errors.js';
import type { AggregateStore } from '../aggregate-store.js';
import { DeleteBackup } from '../delete-backup/delete-backup.command.js';
import { scheduleContext } from './schedule-context.js';

/**
 * Applies the retention rules: first the decision is recorded, then each removal is asked for by the ordinary delete of a
 * backup, whose own rules have the last word. Incrementals go before what they build on.
 */
export class Pruning {
  constructor(
    private readonly bus: CommandBus,
    private readonly store: AggregateStore,
    private readonly ids: IdGenerator,
  ) {}

  async decide(schedule: BackupScheduleState): Promise<void> {
    for (const volumeId of schedule.to_prune) {
      const members = await this.members(schedule, volumeId);
      if (isStillMade(members)) continue;
      const context = scheduleContext(schedule, this.ids.next());
      await this.store.execute(backupScheduleAggregate, schedule.id, context, (state) =>
        prune(state, volumeId, members),
      );
    }
  }

  async remove(schedule: BackupScheduleState): Promise<void> {
    const volumes = new Map(schedule.backups.map(({ backup_id, volume_id }) => [backup_id, volume_id]));
    for (const id of schedule.to_remove) {
      await this.removeOne(schedule, id, await this.members(schedule, volumes.get(id) ?? ''));
    }
  }

  /** Time may have passed since the decision, so it is taken once more. */
  private async removeOne(schedule: BackupScheduleState, id: string, members: Members): Promise<void> {
    const backup = members.get(id) ?? null;
    if (backup === null || backup.deletion !== null || backup.deleted_at !== null) {
      return this.removed(schedule, id);
    }
    const isGoing = (child: string): boolean =>
      schedule.to_remove.includes(child) || (members.get(child)?.deletion ?? null) !== null;
    if (backup.children.some(isGoing)) return;
    const kept = verdictOn(schedule, members).kept.find((one) => one.id === id);
    if (kept !== undefined) return this.refused(schedule, id, `kept now: ${kept.reasons.join(', ')}`);
    try {
      await this.bus.execute(new DeleteBackup(scheduleContext(schedule, this.ids.next()), id));
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      return this.refused(schedule, id, error.message);
    }
    return this.removed(schedule, id);
  }

  private async removed(schedule: BackupScheduleState, id: string): Promise<void> {
    const context = scheduleContext(schedule, this.ids.next());
    await this.store.execute(backupScheduleAggregate, schedule.id, context, (state) =>
      recordRemoved(state, id),
    );
  }

  private async refused(schedule: BackupScheduleState, id: string, reason: string): Promise<void> {
    const context = scheduleContext(schedule, this.ids.next());
    await this.store.execute(backupScheduleAggregate, schedule.id, context, (state) =>
      refuseRemoval(state, id, reason),
    );
  }

  private async members(schedule: BackupScheduleState, volumeId: string): Promise<Members> {
    const ids = membersOf(schedule, volumeId);
    const loaded = await Promise.all(ids.map((id) => this.store.load(backupAggregate, id)));
    return new Map(ids.map((id, index) => [id, loaded[index]?.state ?? null]));
  }
}
