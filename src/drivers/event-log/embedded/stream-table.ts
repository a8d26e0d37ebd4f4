import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { StreamEnd } from './append-decision.js';
import { type Retention, TRUNCATE_ALL } from './retention.js';
import { categoryOf } from './stored-event.js';

export interface StreamRow extends StreamEnd {
  readonly id: number;
  readonly name: string;
  readonly category: number;
  readonly retention: Retention;
}

interface RawStream {
  id: number;
  category: number;
  last_revision: number;
  tombstoned: number;
  max_count: number | null;
  max_age_s: number | null;
  truncate_before: number | null;
}

/** The streams and their categories. Categories are few and held in memory; streams are looked up as needed. */
export class StreamTable {
  readonly #selectCategories: StatementSync;
  readonly #insertCategory: StatementSync;
  readonly #select: StatementSync;
  readonly #insert: StatementSync;
  readonly #update: StatementSync;
  readonly #categories = new Map<string, number>();

  constructor(database: DatabaseSync) {
    this.#selectCategories = database.prepare('SELECT id, name FROM categories');
    this.#insertCategory = database.prepare('INSERT INTO categories (name) VALUES (?)');
    this.#select = database.prepare('SELECT * FROM streams WHERE name = ?');
    this.#insert = database.prepare('INSERT INTO streams (name, category) VALUES (?, ?)');
    this.#update = database.prepare(
      `UPDATE streams SET last_revision = ?, tombstoned = ?, max_count = ?, max_age_s = ?, truncate_before = ?
       WHERE id = ?`,
    );
    this.reload();
  }

  /** Forgets what a rolled-back transaction may have put into memory. */
  reload(): void {
    this.#categories.clear();
    for (const row of this.#selectCategories.all()) this.#categories.set(String(row.name), Number(row.id));
  }

  find(name: string): StreamRow | undefined {
    const raw = this.#select.get(name) as RawStream | undefined;
    return raw && toRow(name, raw);
  }

  findOrCreate(name: string): StreamRow {
    const found = this.find(name);
    if (found) return found;
    this.#insert.run(name, this.#categoryId(categoryOf(name)));
    const created = this.find(name);
    if (!created) throw new Error(`stream ${name} vanished while it was created`);
    return created;
  }

  save(row: Pick<StreamRow, 'id' | 'last' | 'tombstoned' | 'retention'>): void {
    const { maxCount, maxAgeSeconds, truncateBefore } = row.retention;
    this.#update.run(row.last, row.tombstoned ? 1 : 0, maxCount, maxAgeSeconds, truncateBefore, row.id);
  }

  /** Ids of the categories whose name passes. */
  categories(accepts: (category: string) => boolean): number[] {
    return [...this.#categories].filter(([name]) => accepts(name)).map(([, id]) => id);
  }

  #categoryId(name: string): number {
    const known = this.#categories.get(name);
    if (known !== undefined) return known;
    const id = Number(this.#insertCategory.run(name).lastInsertRowid);
    this.#categories.set(name, id);
    return id;
  }
}

const toRow = (name: string, raw: RawStream): StreamRow => ({
  id: raw.id,
  name,
  category: raw.category,
  last: raw.last_revision,
  tombstoned: raw.tombstoned === 1,
  deleted: raw.truncate_before === TRUNCATE_ALL,
  retention: { maxCount: raw.max_count, maxAgeSeconds: raw.max_age_s, truncateBefore: raw.truncate_before },
});
