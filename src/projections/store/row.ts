import type { SQLOutputValue } from 'node:sqlite';

/** A row of an answer, by the names of its columns. */
export type Row = Record<string, SQLOutputValue>;
