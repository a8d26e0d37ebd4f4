import { Injectable } from '@nestjs/common';
import type { BackupState } from '../domain/backup/backup.state.js';
import { cancelByUser, requestCancel } from '../domain/restore/restore.decide.js';
import { restoreAggregate } from '../domain/restore/restore.state.js';
import type { LogPosition } from '../drivers/event-log/port.js';
import { AggregateStore } from './aggregate-store.js';
import type { CommandContext } from './command-context.js';

/** Stops the restores that read a backup. Should the process die before, they only run to their end. */
@Injectable()
export class RestoreCancelling {
  constructor(private readonly store: AggregateStore) {}

  /** Where the last of the requests lies in the log; undefined when there was nothing to stop. */
  async ofBackup(
    context: CommandContext,
    backup: BackupState | null,
    reason: string,
  ): Promise<LogPosition | undefined> {
    let last: LogPosition | undefined;
    for (const id of backup?.active_restores ?? []) {
      const { position } = await this.store.execute(restoreAggregate, id, context, (restore) =>
        requestCancel(restore, reason),
      );
      last = position ?? last;
    }
    return last;
  }

  /** Those of them that run and, when one is named, write to this volume. `found` is how many there were. */
  async byUser(
    context: CommandContext,
    backup: BackupState,
    volumeId: string | null,
  ): Promise<{ readonly found: number; readonly position: LogPosition | undefined }> {
    let found = 0;
    let last: LogPosition | undefined;
    for (const id of backup.active_restores) {
      const { state, position } = await this.store.execute(restoreAggregate, id, context, (restore) =>
        volumeId !== null && restore?.volume_id !== volumeId
          ? []
          : cancelByUser(restore, context.actor.user_id ?? ''),
      );
      const isMeant = volumeId === null || state?.volume_id === volumeId;
      if (isMeant && state?.cancelling === true) found += 1;
      last = position ?? last;
    }
    return { found, position: last };
  }
}
