import type { SQLInputValue } from 'node:sqlite';
import { allOf, anyOf, condition, type Condition } from './condition.js';
import type { SortKey } from './list-query.js';
import { attributeOf, type Attribute, type Listing } from './listing.js';

export interface OrderTerm {
  /** SQL expression that is never NULL: a missing value sorts as its type's default, so that pages do not skip it. */
  readonly sql: string;
  readonly dir: 'asc' | 'desc';
}

export type Order =
  | { readonly kind: 'order'; readonly terms: readonly OrderTerm[] }
  | { readonly kind: 'invalidSortKey'; readonly key: string };

/** The order asked for, made total by created_at and id in the direction of its first key. */
export const orderOf = (listing: Listing, sort: readonly SortKey[]): Order => {
  const dir = sort[0]?.dir ?? 'desc';
  const terms = new Map<string, OrderTerm>();
  for (const { key, dir: own } of [...sort, { key: 'created_at', dir }, { key: 'id', dir }]) {
    const attribute = attributeOf(listing, key);
    if (attribute === undefined) return { kind: 'invalidSortKey', key };
    if (!terms.has(key)) terms.set(key, { sql: neverNull(attribute), dir: own });
  }
  return { kind: 'order', terms: [...terms.values()] };
};

const neverNull = ({ kind, nullable, sql }: Attribute): string => {
  if (!nullable) return sql;
  return `coalesce(${sql}, ${kind === 'integer' || kind === 'flag' ? '0' : `''`})`;
};

export const orderClause = (terms: readonly OrderTerm[]): string =>
  terms.map(({ sql, dir }) => `${sql} ${dir}`).join(', ');

/** The rows that come after the one with these values. */
export const behind = (terms: readonly OrderTerm[], values: readonly SQLInputValue[]): Condition => {
  const signs = terms.map(({ dir }) => (dir === 'asc' ? '>' : '<'));
  const [sign] = signs;
  // One direction: a row value, which an index can answer.
  if (signs.every((other) => other === sign)) {
    const places = terms.map(() => '?').join(', ');
    return condition(`(${terms.map(({ sql }) => sql).join(', ')}) ${sign} (${places})`, ...values);
  }
  const is = (i: number, operator: string | undefined): Condition =>
    condition(`${terms[i]?.sql} ${operator} ?`, values[i] ?? null);
  return anyOf(
    terms.map((_, i) => allOf([...terms.slice(0, i).map((__, j) => is(j, '=')), is(i, signs[i])])),
  );
};
