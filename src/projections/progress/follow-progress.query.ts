import { setTimeout as sleep } from 'node:timers/promises';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { backupDataCategory } from '../../domain/backup/backup-data.events.js';
import type { RestoreState } from '../../domain/restore/restore.state.js';
import { ProjectionRunner } from '../runner/projection-runner.js';
import type { Change } from '../runner/projector.js';
import { isOver } from './operation-progress.js';
import { ProgressReader, type BackupProgress } from './progress-reader.js';

/** The least time between two tellings, however fast objects are written. */
const paceMs = 300;

/**
 * The progress of a backup's operations: as it is now, then whenever it changed. It ends when all of them are over, when the
 * backup is gone, or with the signal.
 */
export class FollowProgress extends Query<AsyncGenerator<BackupProgress, void>> {
  constructor(
    readonly id: string,
    readonly signal: AbortSignal,
  ) {
    super();
  }
}

@QueryHandler(FollowProgress)
export class FollowProgressHandler implements IQueryHandler<FollowProgress> {
  constructor(
    private readonly reader: ProgressReader,
    private readonly runner: ProjectionRunner,
  ) {}

  async execute({ id, signal }: FollowProgress): Promise<AsyncGenerator<BackupProgress, void>> {
    return this.follow(id, signal);
  }

  private async *follow(id: string, signal: AbortSignal): AsyncGenerator<BackupProgress, void> {
    let changed = Promise.withResolvers<void>();
    const wake = (): void => changed.resolve();
    const unsubscribe = this.runner.onChanged((change) => {
      if (concerns(change, id)) wake();
    });
    signal.addEventListener('abort', wake);
    try {
      while (!signal.aborted) {
        changed = Promise.withResolvers<void>();
        const progress = await this.reader.read(id);
        if (progress === null) return;
        yield progress;
        if (progress.operations.every(isOver)) return;
        await changed.promise;
        await sleep(paceMs, undefined, { signal }).catch(() => undefined);
      }
    } finally {
      unsubscribe();
      signal.removeEventListener('abort', wake);
    }
  }
}

const concerns = ({ category, id, state }: Change, backupId: string): boolean =>
  category === 'restore'
    ? (state as RestoreState | null)?.backup_id === backupId
    : id === backupId && (category === 'backup' || category === backupDataCategory);
