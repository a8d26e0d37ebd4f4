import type { SQLInputValue } from 'node:sqlite';
import { parseTime } from '../../domain/shared/time.js';
import type { ColumnKind } from '../store/column.js';
import type { FilterLiteral } from './list-query.js';

const words: ReadonlyMap<string, number> = new Map([
  ...['1', 't', 'true', 'on', 'y', 'yes'].map((word) => [word, 1] as const),
  ...['0', 'f', 'false', 'off', 'n', 'no'].map((word) => [word, 0] as const),
]);

/** The value as a column of that kind would hold it; null when it holds no such value. */
export const columnValue = (kind: ColumnKind, value: FilterLiteral): SQLInputValue => {
  if (value === null || typeof value === 'object') return null;
  const text = String(value);
  switch (kind) {
    case 'text':
    case 'host':
      return text;
    case 'time':
      return parseTime(text);
    case 'flag':
      return words.get(text.toLowerCase()) ?? null;
    case 'integer':
      return /^\s*[+-]?\d{1,15}\s*$/.test(text) ? Number(text) : null;
  }
};
