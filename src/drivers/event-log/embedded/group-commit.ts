import type { DatabaseSync } from 'node:sqlite';
import { sqliteCode } from './database.js';

const SQLITE_FULL = 13;

/** There was no room for a commit; nothing of it was written. */
export class DiskFull extends Error {
  override readonly name = 'DiskFull';
}

export interface CommitHooks {
  /** The transaction is on the disk. Runs before any answer is given. */
  committed(): void;
  /** Nothing of the transaction happened. */
  rolledBack(): void;
  /** The disk failed in another way than being full: what is in the file is known only after reopening it. */
  broken(error: unknown): void;
}

interface Waiting {
  readonly work: () => unknown;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * One transaction, and so one disk sync, for everything that arrived in one turn of the event loop. While a commit
 * waits for the disk further requests gather in the sockets and make up the next one. Nobody is answered before the
 * sync; if the transaction fails, everybody in it is told so.
 */
export class GroupCommit {
  #waiting: Waiting[] = [];
  #scheduled: NodeJS.Immediate | undefined;

  constructor(
    private readonly database: DatabaseSync,
    private readonly hooks: CommitHooks,
  ) {}

  /** Runs `work` (synchronous, must not throw for a refusal: return it) inside the next transaction. */
  submit<T>(work: () => T): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      this.#waiting.push({ work, resolve: resolve as (value: unknown) => void, reject });
      this.#scheduled ??= setImmediate(() => this.flush());
    });
  }

  flush(): void {
    clearImmediate(this.#scheduled);
    this.#scheduled = undefined;
    const batch = this.#waiting;
    this.#waiting = [];
    if (batch.length === 0) return;
    let results: unknown[];
    try {
      results = this.#commit(batch);
    } catch (error) {
      this.#failed(batch, error);
      return;
    }
    this.hooks.committed();
    batch.forEach((one, index) => one.resolve(results[index]));
  }

  #commit(batch: readonly Waiting[]): unknown[] {
    this.database.exec('BEGIN IMMEDIATE');
    const results = batch.map((one) => one.work());
    this.database.exec('COMMIT');
    return results;
  }

  #failed(batch: readonly Waiting[], cause: unknown): void {
    let rollbackFailed = false;
    try {
      // SQLite has already rolled back after some errors, a full disk among them.
      if (this.database.isTransaction) this.database.exec('ROLLBACK');
      this.hooks.rolledBack();
    } catch {
      rollbackFailed = true;
    }
    const full = sqliteCode(cause) === SQLITE_FULL && !rollbackFailed;
    const error = full ? new DiskFull('the disk of the event log is full', { cause }) : cause;
    for (const one of batch) one.reject(error);
    if (!full) this.hooks.broken(cause);
  }
}
