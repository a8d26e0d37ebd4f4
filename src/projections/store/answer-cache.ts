import type { SQLInputValue } from 'node:sqlite';
import type { Row } from './row.js';

/** Rows kept in all answers together, ids of pages for the most part. */
const capacity = 20_000;

/** What queries were answered since a row was written last: lists that are looked at again and again, and counts. */
export class AnswerCache {
  private readonly answers = new Map<string, readonly Row[]>();
  private rows = 0;

  get(
    sql: string,
    parameters: readonly SQLInputValue[],
    read: (sql: string, parameters: readonly SQLInputValue[]) => readonly Row[],
  ): readonly Row[] {
    const key = `${JSON.stringify(parameters)}${sql}`;
    const known = this.answers.get(key);
    if (known !== undefined) return known;
    const rows = read(sql, parameters);
    // An answer without rows takes its place as well.
    this.rows += rows.length + 1;
    if (this.rows > capacity) this.clear();
    else this.answers.set(key, rows);
    return rows;
  }

  clear(): void {
    this.answers.clear();
    this.rows = 0;
  }
}
