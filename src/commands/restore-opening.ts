import { Injectable } from '@nestjs/common';
import { finishRestore, startRestore } from '../domain/backup/backup.decide.js';
import { backupAggregate } from '../domain/backup/backup.state.js';
import { requestRestore } from '../domain/restore/restore.decide.js';
import { restoreAggregate } from '../domain/restore/restore.state.js';
import type { LogPosition } from '../drivers/event-log/port.js';
import { AggregateStore } from './aggregate-store.js';
import type { CommandContext } from './command-context.js';
import type { Compensate } from './compensation.js';

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
    await this.store.execute(backupAggregate, backupId, context, (state) =>
      startRestore(state, backupId, { restore_id: restoreId, volume_id: volumeId }, createsVolume),
    );
    compensate(() =>
      this.store.execute(backupAggregate, backupId, context, (state) =>
        finishRestore(state, restoreId, 'abandoned'),
      ),
    );
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
