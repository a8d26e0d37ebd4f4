import { Injectable } from '@nestjs/common';
import { finishRestore, startRestore } from '../domain/backup/backup.decide.js';
import { backupAggregate } from '../domain/backup/backup.state.js';
import { invalidBackup } from '../domain/shared/errors.js';
import { requestRestore } from '../domain/restore/restore.decide.js';
import { restoreAggregate } from '../domain/restore/restore.state.js';
import type { LogPosition } from '../drivers/event-log/port.js';
import { AggregateStore } from './aggregate-store.js';
import { ancestorsOf } from './chain-members.js';
import type { CommandContext } from './command-context.js';
import type { Compensate } from './compensation.js';
import { TakenByTwin } from './idempotency/refusals.js';

export interface RestoreToOpen {
  readonly restoreId: string;
  readonly backupId: string;
  readonly volumeId: string;
  readonly volumeIsNew: boolean;
  readonly createsVolume: boolean;
}

/** The two appends with which every restore begins: the backup is `restoring`, then the restore exists. */
@Injectable()
export class RestoreOpening {
  constructor(private readonly store: AggregateStore) {}

  async lockBackup(context: CommandContext, restore: RestoreToOpen, compensate: Compensate): Promise<void> {
    const { backupId, restoreId, volumeId, createsVolume } = restore;
    let isNew = false;
    await this.store.execute(backupAggregate, backupId, context, (state) => {
      const events = startRestore(
        state,
        backupId,
        { restore_id: restoreId, volume_id: volumeId },
        createsVolume,
      );
      isNew = events.length > 0;
      return events;
    });
    if (context.idempotency !== undefined && !isNew) throw new TakenByTwin(restoreId);
    compensate(() =>
      this.store.execute(backupAggregate, backupId, context, (state) =>
        finishRestore(state, restoreId, 'abandoned'),
      ),
    );
    await this.requireBase(backupId);
  }

  /**
   * None of the layers below may go or change while they are read. Looked at after the backup is marked: a deletion of one of
   * them marks that one first and then looks for restores, so at least one of the two sees the other.
   */
  private async requireBase(backupId: string): Promise<void> {
    const { state } = await this.store.load(backupAggregate, backupId);
    const base = state === null ? [] : await ancestorsOf(this.store, state);
    const going = base.find(({ deletion, merging }) => deletion !== null || merging !== null);
    if (going === undefined) return;
    throw invalidBackup(`Backup ${going.id}, which it is based on, is being deleted or changed.`);
  }

  async record(context: CommandContext, restore: RestoreToOpen): Promise<LogPosition | undefined> {
    const { position } = await this.store.create(
      restoreAggregate,
      restore.restoreId,
      context,
      requestRestore({
        restore_id: restore.restoreId,
        project_id: context.actor.project_id ?? '',
        user_id: context.actor.user_id ?? '',
        backup_id: restore.backupId,
        volume_id: restore.volumeId,
        volume_is_new: restore.volumeIsNew,
        creates_volume: restore.createsVolume,
      }),
    );
    return position;
  }
}
