/** One sort key with its direction; keys are column names as spec/api-core.md 1.10 lists them. */
export interface SortKey {
  readonly key: string;
  readonly dir: 'asc' | 'desc';
}

/** A value as clients write it in a filter; a nested one matches nothing. */
export type FilterLiteral =
  string | number | boolean | null | readonly FilterLiteral[] | { readonly [key: string]: FilterLiteral };

/**
 * One condition on a column:
 * - equals: null is "has no value"
 * - in: equals one of them
 * - contains: in any letter case
 * - metadata: each key has its value
 * - time: every comparison holds; times in any ISO 8601 form
 */
export type ListFilter =
  | { readonly kind: 'equals'; readonly key: string; readonly value: FilterLiteral }
  | { readonly kind: 'in'; readonly key: string; readonly values: readonly FilterLiteral[] }
  | { readonly kind: 'contains'; readonly key: string; readonly text: string }
  | {
      readonly kind: 'metadata';
      readonly key: string;
      readonly entries: { readonly [key: string]: FilterLiteral };
    }
  | { readonly kind: 'time'; readonly key: string; readonly comparisons: readonly TimeComparison[] };

export interface TimeComparison {
  readonly op: 'gt' | 'gte' | 'eq' | 'neq' | 'lt' | 'lte';
  readonly time: string;
}

/** What a list request asks for, after the API has parsed and allowed it. */
export interface ListQuery {
  /** At most so many; 0 gives none; null: no bound. The API caps it at osapi_max_limit. */
  readonly limit: number | null;
  /** Id of the last row of the page before. */
  readonly marker: string | null;
  readonly offset: number;
  /** Empty: created_at, newest first. created_at and id are added as tie-breakers in the direction of the first key. */
  readonly sort: readonly SortKey[];
  /** All must hold. One that names no column of the resource makes the list empty. */
  readonly filters: readonly ListFilter[];
  /** No row can match, whatever the filters say. */
  readonly empty?: boolean;
  /** Also count all matches, whatever limit, offset and marker say. */
  readonly withCount: boolean;
}

/** Whose rows: one project's, or everybody's when null. */
export type ListScope = string | null;

export type ListResult<S> =
  | { readonly kind: 'page'; readonly items: readonly S[]; readonly count?: number }
  /** No live row of the scope has that id: 404 of the resource. */
  | { readonly kind: 'markerNotFound'; readonly marker: string }
  /** 400 `Invalid input received: Invalid sort key`. */
  | { readonly kind: 'invalidSortKey'; readonly key: string };
