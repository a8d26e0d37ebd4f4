import type { SQLInputValue } from 'node:sqlite';

/** A term of a WHERE clause with its parameters. */
export interface Condition {
  readonly sql: string;
  readonly parameters: readonly SQLInputValue[];
}

export const condition = (sql: string, ...parameters: readonly SQLInputValue[]): Condition => ({
  sql,
  parameters,
});

export const never = condition('FALSE');

export const allOf = (conditions: readonly Condition[]): Condition =>
  condition(
    conditions.length === 0 ? 'TRUE' : conditions.map(({ sql }) => sql).join(' AND '),
    ...conditions.flatMap(({ parameters }) => parameters),
  );

export const anyOf = (conditions: readonly Condition[]): Condition =>
  condition(
    conditions.length === 0 ? 'FALSE' : `(${conditions.map(({ sql }) => `(${sql})`).join(' OR ')})`,
    ...conditions.flatMap(({ parameters }) => parameters),
  );
