import { mkdirSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import { AnswerCache } from './answer-cache.js';
import type { Row } from './row.js';
import { isDamaged, isInUse } from './sqlite-errors.js';
import { StateCache } from './state-cache.js';

/** What a file must hold; a file made for another version is thrown away and built again from the log. */
export interface ReadModelSchema {
  /** Above 0. */
  readonly version: number;
  readonly statements: readonly string[];
  /** What follows `CREATE INDEX <name> ON`, by name. */
  readonly indexes: Readonly<Record<string, string>>;
}

/** SQLite's settings from day to day. */
const usual = 'PRAGMA cache_size = -16384; PRAGMA wal_autocheckpoint = 1000;';
/** And while many events are made up for: pages change in memory for long before they are written. */
const hurried = 'PRAGMA cache_size = -65536; PRAGMA wal_autocheckpoint = 32768;';

/** Statements kept prepared; more than the queries of one process differ in. */
const statementsKept = 256;

/**
 * The SQLite file of one process's read models. Losing it costs nothing but the time to build it again, so a damaged or
 * outdated file is replaced by an empty one. One process at a time has it open.
 */
export class ReadModel {
  private database: DatabaseSync;
  private readonly states = new StateCache();
  private readonly answers = new AnswerCache();
  private readonly prepared = new Map<string, StatementSync>();
  private hurrying = false;

  /** @throws Error when another process has the file open, or the directory cannot be written */
  constructor(
    private readonly file: string,
    private readonly schema: ReadModelSchema,
  ) {
    mkdirSync(dirname(file), { recursive: true });
    this.database = this.open();
  }

  all(sql: string, parameters: readonly SQLInputValue[] = []): readonly Row[] {
    return this.statement(sql).all(...parameters);
  }

  get(sql: string, parameters: readonly SQLInputValue[] = []): Row | undefined {
    return this.statement(sql).get(...parameters);
  }

  /** As {@link all}, without asking again until something is written. The rows are shared: nobody changes them. */
  remembered(sql: string, parameters: readonly SQLInputValue[]): readonly Row[] {
    return this.answers.get(sql, parameters, this.readAll);
  }

  /** The state in one row of a table, shared with whoever else reads it; undefined when there is no such row. */
  state(table: string, id: string): unknown {
    return this.states.get(table, id, this.readState);
  }

  /** The row is written in this turn: its state is read anew. */
  changed(table: string, id: string): void {
    this.states.forget(table, id);
  }

  /** The one way in which anything is written. */
  run(sql: string, parameters: readonly SQLInputValue[] = []): void {
    this.answers.clear();
    this.statement(sql).run(...parameters);
  }

  /** All of the work or, when it throws, nothing of it. */
  transaction<T>(work: () => T): T {
    this.run('BEGIN IMMEDIATE');
    try {
      const result = work();
      this.run('COMMIT');
      return result;
    } catch (error) {
      // A full disk makes SQLite roll back by itself.
      if (this.database.isTransaction) this.run('ROLLBACK');
      throw error;
    }
  }

  /**
   * Many events are to come, and nobody waits for rows: commits are cheap until {@link settle}. A model without rows does
   * without its indexes meanwhile. The file says so by its version, and one that was left in the middle goes on where it was.
   */
  hurry(isEmpty: boolean): void {
    if (this.hurrying) return;
    this.database.exec(hurried);
    this.hurrying = true;
    if (!isEmpty) return;
    const drops = Object.keys(this.schema.indexes).map((name) => `DROP INDEX IF EXISTS ${name};`);
    this.prepared.clear();
    this.transaction(() =>
      this.database.exec(`${drops.join(' ')} PRAGMA user_version = ${-this.schema.version}`),
    );
  }

  /** Brings a model to its day-to-day form. Others get their turns in between: an index of a million rows takes seconds. */
  async settle(signal: AbortSignal): Promise<void> {
    if (this.version() !== this.schema.version) {
      for (const [name, rest] of Object.entries(this.schema.indexes)) {
        if (signal.aborted) return;
        this.run(`CREATE INDEX IF NOT EXISTS ${name} ON ${rest}`);
        await nextTurn();
      }
      // Last: whoever finds this version finds the indexes.
      this.database.exec(`PRAGMA user_version = ${this.schema.version}`);
    }
    if (!this.hurrying) return;
    this.database.exec(`${usual} PRAGMA wal_checkpoint(TRUNCATE); PRAGMA shrink_memory;`);
    this.hurrying = false;
  }

  /** Throws the rows away and begins with an empty file. */
  startOver(): void {
    this.close();
    this.remove();
    this.hurrying = false;
    this.database = this.open();
  }

  close(): void {
    this.prepared.clear();
    this.states.clear();
    this.answers.clear();
    if (this.database.isOpen) this.database.close();
  }

  private readonly readAll = (sql: string, parameters: readonly SQLInputValue[]): readonly Row[] =>
    this.all(sql, parameters);

  private readonly readState = (table: string, id: string): unknown => {
    const row = this.get(`SELECT state FROM ${table} WHERE id = ?`, [id]);
    return row === undefined ? undefined : JSON.parse(String(row['state']));
  };

  private statement(sql: string): StatementSync {
    const known = this.prepared.get(sql);
    if (known !== undefined) return known;
    if (this.prepared.size >= statementsKept) this.prepared.clear();
    const statement = this.database.prepare(sql);
    this.prepared.set(sql, statement);
    return statement;
  }

  private version(): unknown {
    return this.get('PRAGMA user_version')?.['user_version'];
  }

  private open(): DatabaseSync {
    try {
      const database = this.openFile();
      if (database !== null) return database;
    } catch (error) {
      if (isInUse(error)) {
        throw new Error(
          `the read model ${this.file} is in use by another process; give each process its own data directory`,
          { cause: error },
        );
      }
      if (!isDamaged(error)) throw error;
    }
    this.remove();
    const database = this.openFile();
    if (database === null) throw new Error(`${this.file} cannot be replaced by an empty read model`);
    return database;
  }

  /** Null when the file is of another version. */
  private openFile(): DatabaseSync | null {
    const database = new DatabaseSync(this.file, { timeout: 2000 });
    try {
      // Exclusive: two processes writing their progress into one file would each undo the other's.
      database.exec(
        'PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;',
      );
      database.exec(`PRAGMA temp_store = MEMORY; ${usual} BEGIN IMMEDIATE; COMMIT;`);
      const version = database.prepare('PRAGMA user_version').get()?.['user_version'];
      if (version === this.schema.version || version === -this.schema.version) return database;
      const tables = database.prepare('SELECT count(*) AS n FROM sqlite_schema').get()?.['n'];
      if (version === 0 && tables === 0) {
        const { version: newVersion, statements, indexes } = this.schema;
        const all = [
          ...statements,
          ...Object.entries(indexes).map(([name, rest]) => `CREATE INDEX ${name} ON ${rest}`),
        ];
        database.exec(`BEGIN; ${all.join('; ')}; PRAGMA user_version = ${newVersion}; COMMIT;`);
        return database;
      }
    } catch (error) {
      database.close();
      throw error;
    }
    database.close();
    return null;
  }

  private remove(): void {
    for (const suffix of ['', '-wal', '-shm', '-journal']) rmSync(`${this.file}${suffix}`, { force: true });
  }
}
