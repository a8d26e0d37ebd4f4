import type { ListFilter, ListQuery, ListResult, SortKey } from '../../../projections/listing/list-query.js';

/** A column's value; false sorts before true, null as an empty text. */
type Value = string | boolean | null;

/** Rows of which there are few. */
export interface FewRows<Row> {
  /** Oldest first. */
  readonly rows: readonly Row[];
  readonly columns: Readonly<Record<string, (row: Row) => Value>>;
  /** Whether the row has all of the pairs of a filter such as `extra_specs`. */
  hasPairs?(row: Row, entries: Readonly<Record<string, unknown>>): boolean;
}

const columnOf = <Row>({ columns }: FewRows<Row>, key: string): ((row: Row) => Value) | undefined =>
  Object.hasOwn(columns, key) ? columns[key] : undefined;

const matches = <Row>(few: FewRows<Row>, row: Row, filter: ListFilter): boolean => {
  if (filter.kind === 'metadata') return few.hasPairs?.(row, filter.entries) ?? false;
  const value = columnOf(few, filter.key)?.(row);
  if (value === undefined) return false;
  if (filter.kind === 'equals') return value === filter.value || String(value) === filter.value;
  if (filter.kind !== 'contains') return false;
  return String(value ?? '')
    .toLowerCase()
    .includes(filter.text.toLowerCase());
};

const compare = (a: Value | undefined, b: Value | undefined): number => {
  const [left, right] = [String(a ?? ''), String(b ?? '')];
  if (left === right) return 0;
  return left < right ? -1 : 1;
};

/** In the order asked for; rows that are equal in it, by age, in the direction of the first key. */
const sorted = <Row>(few: FewRows<Row>, found: readonly Row[], sort: readonly SortKey[]): readonly Row[] => {
  const oldestFirst = sort[0]?.dir === 'asc';
  const keys = sort.filter(({ key }) => key !== 'created_at' || sort.length > 1);
  return (oldestFirst ? [...found] : found.toReversed()).toSorted((a, b) => {
    for (const { key, dir } of keys) {
      const order = compare(columnOf(few, key)?.(a), columnOf(few, key)?.(b));
      if (order !== 0) return dir === 'asc' ? order : -order;
    }
    return 0;
  });
};

/** One page of rows that match, checked in the order in which lists of the read model are. */
export const listInMemory = <Row extends { readonly id: string }>(
  few: FewRows<Row>,
  { filters, empty, marker, offset, limit, sort }: ListQuery,
): ListResult<Row> => {
  if (marker !== null && !few.rows.some(({ id }) => id === marker)) return { kind: 'markerNotFound', marker };
  const unknown = sort.find(({ key }) => columnOf(few, key) === undefined);
  if (unknown !== undefined) return { kind: 'invalidSortKey', key: unknown.key };
  if (empty === true) return { kind: 'page', items: [] };
  const found = few.rows.filter((row) => filters.every((filter) => matches(few, row, filter)));
  // The marker has its place in the order even if it does not match itself.
  const ordered = sorted(few, few.rows, sort);
  const behind = marker === null ? ordered : ordered.slice(ordered.findIndex(({ id }) => id === marker) + 1);
  const page = behind.filter((row) => found.includes(row));
  return { kind: 'page', items: page.slice(offset, limit === null ? undefined : offset + limit) };
};
