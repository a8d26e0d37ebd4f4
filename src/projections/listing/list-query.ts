/** One sort key with its direction; keys are column names as spec/api-core.md 1.10 lists them, `name` included. */
export interface SortKey {
  readonly key: string;
  readonly dir: 'asc' | 'desc';
}

/**
 * - text, number, boolean: equal; null: has no value
 * - array: one of
 * - object: for `metadata` each key with its value; for `created_at` and `updated_at` a comparison
 *   `{gt|gte|eq|neq|lt|lte: time}`, all of which must hold
 */
export type FilterScalar = string | number | boolean | null;
export type FilterValue =
  FilterScalar | readonly FilterScalar[] | Readonly<Record<string, string | number | boolean>>;

/** What a list request asks for, after the API has parsed and allowed it. */
export interface ListQuery {
  /** At most so many; 0 gives none; null: no bound. The API caps it at osapi_max_limit. */
  readonly limit: number | null;
  /** Id of the last row of the page before. */
  readonly marker: string | null;
  readonly offset: number;
  /** Empty: created_at, newest first. created_at and id are added as tie-breakers in the direction of the first key. */
  readonly sort: readonly SortKey[];
  /** All must hold. Keys are columns; `name` is display_name; `key~` means "contains" (any letter case). */
  readonly filters: Readonly<Record<string, FilterValue>>;
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
