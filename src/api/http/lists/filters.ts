import type { FilterLiteral, ListFilter } from '../../../projections/listing/list-query.js';
import { queryBoolean } from '../body/boolean-words.js';
import { invalidInput, invalidParameterValue } from '../faults/http-fault.js';
import type { Microversion } from '../routing/microversion.js';
import { isLiteralMap, literalOrText } from './python-literal.js';
import { timeComparisons } from './time-filter.js';

/**
 * How a resource reads the text of a filter:
 * - text: as it is
 * - literal: as a Python literal where it is one, so `['error', 'available']` is one of two
 * - pairs: as a Python mapping; anything else matches nothing (spec T11)
 * - boolean: any word below 3.2, from there on a word for yes or no
 * - strictBoolean: a word for yes or no, with the refusal of query parameters
 * - time: comparisons such as `gt:2026-01-01`
 */
export type FilterForm = 'text' | 'literal' | 'pairs' | 'boolean' | 'strictBoolean' | 'time';

export interface FilterText {
  /** Cinder's column name. */
  readonly key: string;
  /** The name in the query, for refusals. */
  readonly name: string;
  readonly text: string;
}

const boolean = ({ name, text }: FilterText, version: Microversion): boolean => {
  if (!version.atLeast('3.2')) return !['False', 'false', 'FALSE'].includes(text);
  const value = queryBoolean(text);
  if (value === undefined) throw invalidInput(`'${name} = ${text}'`);
  return value;
};

const strictBoolean = ({ key, text }: FilterText): boolean => {
  const value = queryBoolean(text);
  if (value === undefined) throw invalidParameterValue(`Value '${text}' for '${key}' is not a boolean.`);
  return value;
};

const literal = (key: string, value: FilterLiteral): ListFilter =>
  Array.isArray(value) ? { kind: 'in', key, values: value } : { kind: 'equals', key, value };

const pairs = (key: string, text: string): ListFilter | null => {
  const entries = literalOrText(text);
  return isLiteralMap(entries) ? { kind: 'metadata', key, entries } : null;
};

/** The condition, or null when no row at all can meet it. */
export const filterOf = (filter: FilterText, form: FilterForm, version: Microversion): ListFilter | null => {
  const { key, text } = filter;
  switch (form) {
    case 'text':
      return { kind: 'equals', key, value: text };
    case 'literal':
      return literal(key, literalOrText(text));
    case 'pairs':
      return pairs(key, text);
    case 'boolean':
      return { kind: 'equals', key, value: boolean(filter, version) };
    case 'strictBoolean':
      return { kind: 'equals', key, value: strictBoolean(filter) };
    case 'time':
      return { kind: 'time', key, comparisons: timeComparisons(text) };
  }
};
