import type { Claim } from '../../domain/shared/claim.js';
import type { Aggregate, AnyEvent } from '../../domain/shared/event.js';
import { columnDefinition, type Columns } from './column.js';

/** A claim as its holder's state shows it. */
export interface ClaimOfState extends Claim {
  /** Held for as long as the other aggregate lives (a volume's snapshot, a backup's child), not for one operation. */
  readonly membership: boolean;
}

/**
 * The read model of one kind of aggregate: its folded state as JSON, and columns for whatever is searched or sorted by.
 * Deleted aggregates keep their row.
 */
export interface Table<S, E extends AnyEvent> {
  readonly name: string;
  readonly aggregate: Aggregate<S, E>;
  readonly columns: Columns;
  /** What follows `CREATE INDEX <name> ON <table>`, by index name. */
  readonly indexes: Readonly<Record<string, string>>;
  /** The step the aggregate waits for, or null. */
  nextStep(state: S): string | null;
  claims(state: S): readonly ClaimOfState[];
}

export type AnyTable = Table<unknown, AnyEvent>;

/** `state` comes last, so that reading a small column never walks over the JSON. */
export const tableDefinition = ({ name, columns }: AnyTable): string =>
  `CREATE TABLE ${name} (${[
    'id TEXT NOT NULL PRIMARY KEY',
    'revision INTEGER NOT NULL',
    'next_step TEXT',
    ...Object.entries(columns).map(([column, definition]) => columnDefinition(column, definition)),
    'state TEXT NOT NULL',
  ].join(', ')}) STRICT`;

/** What follows `CREATE INDEX <name> ON`, by name. */
export const tableIndexes = ({ name, indexes }: AnyTable): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(indexes).map(([index, rest]) => [`${name}_${index}`, `${name} ${rest}`]));

/** For each table whose aggregates have steps: finds the unfinished ones without a look at the others. */
export const unfinishedIndex = '(created_at) WHERE next_step IS NOT NULL';
