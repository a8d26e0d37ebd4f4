import type { Manageable } from '../../commands/list-manageable/list-manageable.command.js';
import { invalidInput, invalidParameterValue } from '../http/faults/http-fault.js';
import { limitOf, offsetOf, sortOf } from '../http/lists/paging.js';
import type { QueryString } from '../http/lists/query-string.js';

const sortKeys = ['reference', 'size'];

/** The rows asked for: this list is no table, so it is sorted and cut here, as Cinder does. */
export const manageablePage = (all: readonly Manageable[], query: QueryString): readonly Manageable[] => {
  const limit = limitOf(query);
  const offset = offsetOf(query);
  const sort =
    query.has('sort') || query.has('sort_key') ? sortOf(query) : [{ key: 'reference', dir: dirOf(query) }];
  const unknown = sort.map(({ key }) => key).filter((key) => !sortKeys.includes(key));
  if (unknown.length > 0) throw invalidParameterValue(`Invalid sort keys passed: ${unknown.join(', ')}`);
  const sorted = [...all].sort((a, b) => {
    for (const { key, dir } of sort) {
      const [left, right] = key === 'size' ? [a.size, b.size] : [a.name, b.name];
      if (left !== right) return left < right === (dir === 'asc') ? -1 : 1;
    }
    return 0;
  });
  const start = startAfter(sorted, query.get('marker')) + offset;
  return sorted.slice(start, start + limit);
};

const dirOf = (query: QueryString): string => (query.get('sort_dir') === 'asc' ? 'asc' : 'desc');

/** The marker is the reference of a row, as JSON. */
const startAfter = (rows: readonly Manageable[], marker: string | undefined): number => {
  if (marker === undefined || marker === '') return 0;
  const place = rows.findIndex(({ name }) => name === nameIn(marker));
  if (place === -1) throw invalidInput(`marker not found: ${marker}`);
  return place + 1;
};

const nameIn = (marker: string): unknown => {
  try {
    const reference = JSON.parse(marker) as Readonly<Record<string, unknown>> | null;
    return reference?.['source-name'];
  } catch {
    throw invalidInput(`marker ${marker} can not be analysed, please use json like format`);
  }
};

export const manageableSummary = (row: Manageable, kind: 'volume' | 'snapshot'): object => ({
  reference: { 'source-name': row.name },
  size: row.size,
  safe_to_manage: row.safe_to_manage,
  ...(kind === 'snapshot'
    ? { source_reference: row.source_name === null ? null : { 'source-name': row.source_name } }
    : {}),
});

export const manageableDetail = (row: Manageable, kind: 'volume' | 'snapshot'): object => ({
  ...manageableSummary(row, kind),
  reason_not_safe: row.reason_not_safe,
  cinder_id: row.cinder_id,
  extra_info: null,
});
