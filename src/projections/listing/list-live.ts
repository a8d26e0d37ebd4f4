import type { SQLInputValue } from 'node:sqlite';
import type { ReadModel } from '../store/read-model.js';
import { allOf, condition, type Condition } from './condition.js';
import { filterCondition } from './filter.js';
import type { ListQuery, ListResult, ListScope } from './list-query.js';
import type { Listing } from './listing.js';
import { behind, orderClause, orderOf, type OrderTerm } from './order.js';

/** One page of the live rows of `scope` that match. Checks in Cinder's order: marker, filters, sort keys. */
export const listLive = <S>(
  model: ReadModel,
  listing: Listing,
  scope: ListScope,
  query: ListQuery,
): ListResult<S> => {
  const live = liveOf(scope);
  const { marker } = query;
  if (marker !== null && !exists(model, listing, live, marker)) return { kind: 'markerNotFound', marker };
  const filter = filterCondition(listing, query.filters);
  if (query.empty === true || filter === null) {
    return { kind: 'page', items: [], ...(query.withCount ? { count: 0 } : {}) };
  }
  const order = orderOf(listing, query.sort);
  if (order.kind === 'invalidSortKey') return order;
  const matching = allOf([live, filter]);
  const page =
    marker === null
      ? matching
      : allOf([matching, behind(order.terms, valuesOf(model, listing, order.terms, marker))]);
  return {
    kind: 'page',
    items: read<S>(model, listing, query, page, order.terms),
    ...(query.withCount ? { count: count(model, listing, matching) } : {}),
  };
};

/** What every list and sum is bound to. Literally what the partial indexes say, or SQLite would not use them. */
export const liveOf = (scope: ListScope): Condition =>
  scope === null
    ? condition('deleted_at IS NULL')
    : condition('deleted_at IS NULL AND project_id = ?', scope);

const exists = (model: ReadModel, { table }: Listing, live: Condition, id: string): boolean =>
  model.remembered(`SELECT 1 FROM ${table} WHERE id = ? AND ${live.sql}`, [id, ...live.parameters]).length >
  0;

const valuesOf = (
  model: ReadModel,
  { table }: Listing,
  terms: readonly OrderTerm[],
  id: string,
): readonly SQLInputValue[] => {
  const names = terms.map(({ sql }, i) => `${sql} AS k${i}`).join(', ');
  const [row] = model.remembered(`SELECT ${names} FROM ${table} WHERE id = ?`, [id]);
  return terms.map((_, i) => row?.[`k${i}`] ?? null);
};

/** Orders ids first and reads only the page's states: sorting must not carry the JSON of every match along. */
const read = <S>(
  model: ReadModel,
  { table }: Listing,
  { limit, offset }: ListQuery,
  where: Condition,
  terms: readonly OrderTerm[],
): readonly S[] =>
  model
    .remembered(
      `SELECT id FROM ${table} WHERE ${where.sql} ORDER BY ${orderClause(terms)} LIMIT ? OFFSET ?`,
      [...where.parameters, limit ?? -1, offset],
    )
    .map(({ id }) => model.state(table, String(id)) as S);

const count = (model: ReadModel, { table }: Listing, where: Condition): number =>
  Number(
    model.remembered(`SELECT count(*) AS n FROM ${table} WHERE ${where.sql}`, where.parameters)[0]?.['n'],
  );
