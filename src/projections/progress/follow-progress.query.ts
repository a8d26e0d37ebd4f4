import { setTimeout as sleep } from 'node:timers/promises';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { backupDataCategory } from '../../domain/backup/backup-data.events.js';
import type { BackupState } from '../../domain/backup/backup.state.js';
import type { RestoreState } from '../../domain/restore/restore.state.js';
import { ProjectionRunner } from '../runner/projection-runner.js';
import type { Change } from '../runner/projector.js';
import { isOver } from './operation-progress.js';
import { ProgressReader, type BackupProgress } from './progress-reader.js';

const PACE_MS = 300;

/**
 * The progress of a backup's operations: as it is now, then whenever it changed. It ends when all of them are over, when the
 * backup is gone, or with the signal.
 */
export class FollowProgress extends Query<AsyncGenerator<BackupProgress, void>> {
  constructor(
    readonly id: string,
    readonly signal: AbortSignal,
    /** The least time between two tellings, however fast objects are written; the end of an operation is told at once. */
    readonly paceMs = PACE_MS,
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

  async execute(query: FollowProgress): Promise<AsyncGenerator<BackupProgress, void>> {
    return this.follow(query);
  }

  private async *follow({ id, signal, paceMs }: FollowProgress): AsyncGenerator<BackupProgress, void> {
    let changed = Promise.withResolvers<void>();
    let hurry = new AbortController();
    const wake = (): void => changed.resolve();
    const unsubscribe = this.runner.onChanged((change) => {
      if (!concerns(change, id)) return;
      wake();
      if (isEnd(change)) hurry.abort();
    });
    signal.addEventListener('abort', wake);
    try {
      while (!signal.aborted) {
        changed = Promise.withResolvers<void>();
        hurry = new AbortController();
        const progress = await this.reader.read(id);
        if (progress === null) return;
        yield progress;
        if (progress.operations.every(isOver)) return;
        await changed.promise;
        const sooner = AbortSignal.any([signal, hurry.signal]);
        await sleep(paceMs, undefined, { signal: sooner }).catch(() => undefined);
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

/** Whoever waits for an end wants to go on. What changes in a backup after its own end, while restores read it, are single steps. */
const isEnd = ({ category, state }: Change): boolean =>
  category === 'restore'
    ? (state as RestoreState | null)?.outcome !== null
    : category === 'backup' && (state as BackupState | null)?.create_ended !== null;
