import { columnValue } from './column-value.js';
import { allOf, anyOf, condition, never, type Condition } from './condition.js';
import type { FilterLiteral, ListFilter, TimeComparison } from './list-query.js';
import { attributeOf, type Attribute, type Listing } from './listing.js';

/** What the rows must fulfil; null when a filter names no column, which is an empty list and no error. */
export const filterCondition = (listing: Listing, filters: readonly ListFilter[]): Condition | null => {
  const isSelective = (filter: ListFilter): boolean =>
    filter.kind === 'equals' && filter.value !== null && listing.selective.includes(filter.key);
  const selects = filters.some(isSelective);
  const conditions = filters.map((filter) =>
    conditionOf(listing, filter, selects && !isSelective(filter) ? unindexed : asItIs),
  );
  return conditions.every((found) => found !== null) ? allOf(conditions) : null;
};

/** How an attribute is written in a condition. */
type Writing = (attribute: Attribute) => Attribute;
const asItIs: Writing = (attribute) => attribute;
/** SQLite counts the columns of an index, not how much they tell: a plus keeps it from those of a status. */
const unindexed: Writing = (attribute) => ({ ...attribute, sql: `+${attribute.sql}` });

const conditionOf = (listing: Listing, filter: ListFilter, writing: Writing): Condition | null => {
  if (filter.kind === 'metadata') {
    const member = Object.hasOwn(listing.maps, filter.key) ? listing.maps[filter.key] : undefined;
    return member === undefined ? null : hasPairs(member, filter.entries);
  }
  const found = attributeOf(listing, filter.key);
  if (found === undefined) return null;
  const attribute = writing(found);
  switch (filter.kind) {
    case 'equals':
      return equals(attribute, filter.value);
    case 'in':
      return anyOf(filter.values.map((value) => equals(attribute, value)));
    case 'contains':
      return contains(attribute, filter.text);
    case 'time':
      return allOf(filter.comparisons.map((comparison) => compares(attribute, comparison)));
  }
};

const hasPairs = (member: string, entries: Readonly<Record<string, FilterLiteral>>): Condition =>
  allOf(
    Object.entries(entries).map(([key, wanted]) =>
      condition(
        `EXISTS (SELECT 1 FROM json_each(state, '$.${member}') AS pair WHERE pair.key = ? AND pair.value = ?)`,
        key,
        columnValue('text', wanted),
      ),
    ),
  );

/** As SQL's LIKE does: ASCII letters match in either case. */
const contains = ({ sql }: Attribute, text: string): Condition =>
  condition(`${sql} LIKE ? ESCAPE '\\'`, `%${text.replace(/[\\%_]/g, '\\$&')}%`);

const equals = ({ kind, sql }: Attribute, value: FilterLiteral): Condition => {
  if (value === null) return condition(`${sql} IS NULL`);
  const wanted = columnValue(kind, value);
  if (wanted === null) return never;
  if (kind !== 'host') return condition(`${sql} = ?`, wanted);
  // `h` is the host of `h@backend#pool` as well.
  return condition(
    `(${sql} = ? OR substr(${sql}, 1, length(?) + 1) IN (? || '@', ? || '#'))`,
    ...Array.from({ length: 4 }, () => wanted),
  );
};

const operators = { gt: '>', gte: '>=', eq: '=', neq: '<>', lt: '<', lte: '<=' } as const;

const compares = ({ kind, sql }: Attribute, { op, time }: TimeComparison): Condition => {
  const wanted = columnValue(kind, time);
  return wanted === null ? never : condition(`${sql} ${operators[op]} ?`, wanted);
};
