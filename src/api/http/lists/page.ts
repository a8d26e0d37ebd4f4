import type { ListResult } from '../../../projections/listing/list-query.js';
import { invalidInput } from '../faults/http-fault.js';
import type { Links } from '../links.js';
import { jsonObject, type JsonText } from '../rows/json-text.js';
import type { QueryString } from './query-string.js';

/** Where a list stands: its key in the answer, its path for the next link. */
export interface Collection {
  /** Such as `backups`; also makes the key `backups_links`. */
  readonly key: string;
  /** Such as `backups/detail`. */
  readonly path: string;
  /** For the one collection whose links are named otherwise. */
  readonly linksKey?: string;
}

export interface Page<Row> {
  readonly items: readonly Row[];
  /** All matches, whatever limit, offset and marker say; there when it was asked for. */
  readonly count?: number;
}

/** The page of a list's result. Throws `missing(marker)` for a marker that is no row, and Cinder's 400 for a bad sort key. */
export const pageOf = <Row>(result: ListResult<Row>, missing: (id: string) => Error): Page<Row> => {
  switch (result.kind) {
    case 'page':
      return result;
    case 'markerNotFound':
      throw missing(result.marker);
    case 'invalidSortKey':
      throw invalidInput('Invalid sort key');
  }
};

export interface PageForm<Row> {
  /** The row's JSON, or what becomes it. */
  view(row: Row): object;
  readonly links: Links;
  readonly limit: number;
  /** The query of the request, which the next link repeats. */
  readonly query: QueryString;
}

/**
 * The body of a list. A next link is there when the page is not empty and as large as the limit, so also after a last page
 * that is exactly full; with a count, the count decides (spec 1.10).
 */
export const pageBody = <Row extends { readonly id: string }>(
  { key, path, linksKey = `${key}_links` }: Collection,
  { items, count }: Page<Row>,
  { view, links, limit, query }: PageForm<Row>,
): JsonText => {
  const last = items.at(-1);
  const more = last !== undefined && limit <= (count ?? items.length);
  return jsonObject({
    [key]: items.map((row) => view(row)),
    ...(more ? { [linksKey]: links.next(path, query, last.id) } : {}),
    ...(count === undefined ? {} : { count }),
  });
};
