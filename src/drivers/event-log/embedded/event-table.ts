import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite';
import type { StreamRow } from './stream-table.js';
import type { StoredEvent } from './stored-event.js';

/** A page ends at whichever comes first, so that neither many nor large events hold up the event loop or fill memory. */
const PAGE_EVENTS = 512;
const PAGE_BYTES = 1024 * 1024;

export interface StreamRange {
  /** First revision of the page, in reading direction. */
  readonly from: number;
  readonly backwards: boolean;
  readonly lowest: number;
  readonly createdAfterUs: number;
  readonly limit: number;
}

export interface AllRange {
  /** Exclusive, in reading direction. */
  readonly after: number;
  readonly backwards: boolean;
  /** Only these categories; all when absent. */
  readonly categories?: readonly number[];
  readonly limit: number;
}

const COLUMNS = `e.position, s.name AS stream, e.revision, e.id, e.type, e.json, e.created_us AS createdUs, e.data, e.metadata`;
const JOINED = `events e CROSS JOIN streams s ON s.id = e.stream`;

/** The events and the three ways to walk them: by stream, by position, by category. Every walk is an index search. */
export class EventTable {
  readonly #database: DatabaseSync;
  readonly #insert: StatementSync;
  readonly #idAt: StatementSync;
  readonly #lastPosition: StatementSync;
  readonly #prepared = new Map<string, StatementSync>();

  constructor(database: DatabaseSync) {
    this.#database = database;
    this.#insert = database.prepare(
      `INSERT INTO events (position, category, stream, revision, id, type, json, created_us, data, metadata)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    );
    this.#idAt = database.prepare('SELECT id FROM events WHERE stream = ? AND revision = ?');
    this.#lastPosition = database.prepare('SELECT max(position) AS position FROM events');
  }

  insert(stream: StreamRow, event: StoredEvent): void {
    this.#insert.run(
      event.position,
      stream.category,
      stream.id,
      event.revision,
      event.id,
      event.type,
      event.json ? 1 : 0,
      event.createdUs,
      event.data,
      event.metadata,
    );
  }

  idAt(stream: StreamRow, revision: number): string | undefined {
    return this.#idAt.get(stream.id, revision)?.id as string | undefined;
  }

  /** 0 for an empty log. */
  lastPosition(): number {
    return Number(this.#lastPosition.get()?.position ?? 0);
  }

  pageOfStream(stream: StreamRow, range: StreamRange): StoredEvent[] {
    const bound = range.backwards ? '<=' : '>=';
    const order = range.backwards ? 'DESC' : 'ASC';
    const statement = this.#prepare(
      `SELECT ${COLUMNS} FROM ${JOINED}
       WHERE e.stream = ? AND e.revision ${bound} ? AND e.revision >= ? AND e.created_us >= ?
       ORDER BY e.revision ${order} LIMIT ?`,
    );
    const { from, lowest, createdAfterUs, limit } = range;
    return this.#page(statement, stream.id, from, lowest, createdAfterUs, Math.min(limit, PAGE_EVENTS));
  }

  pageOfAll(range: AllRange): StoredEvent[] {
    const bound = range.backwards ? '<' : '>';
    const order = range.backwards ? 'DESC' : 'ASC';
    const limit = Math.min(range.limit, PAGE_EVENTS);
    if (!range.categories) {
      const statement = this.#prepare(
        `SELECT ${COLUMNS} FROM ${JOINED} WHERE e.position ${bound} ? ORDER BY e.position ${order} LIMIT ?`,
      );
      return this.#page(statement, range.after, limit);
    }
    if (range.categories.length === 0) return [];
    // SQLite merges the sorted arms of a UNION ALL as it goes: no arm is read further than the page needs.
    const arm = `SELECT position FROM events WHERE category = ? AND position ${bound} ?`;
    const statement = this.#prepare(
      `SELECT ${COLUMNS}
       FROM (${range.categories.map(() => arm).join(' UNION ALL ')} ORDER BY position ${order} LIMIT ?) p
       CROSS JOIN events e ON e.position = p.position CROSS JOIN streams s ON s.id = e.stream
       ORDER BY p.position ${order}`,
    );
    return this.#page(statement, ...range.categories.flatMap((category) => [category, range.after]), limit);
  }

  #page(statement: StatementSync, ...parameters: SQLInputValue[]): StoredEvent[] {
    const events: StoredEvent[] = [];
    let bytes = 0;
    for (const row of statement.iterate(...parameters)) {
      const event = row as unknown as StoredEvent & { json: boolean };
      event.json = row.json === 1;
      events.push(event);
      bytes += event.data.length + event.metadata.length;
      if (bytes > PAGE_BYTES) break;
    }
    return events;
  }

  #prepare(sql: string): StatementSync {
    const known = this.#prepared.get(sql);
    if (known) return known;
    const statement = this.#database.prepare(sql);
    this.#prepared.set(sql, statement);
    return statement;
  }
}
