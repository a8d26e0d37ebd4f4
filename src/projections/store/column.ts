/**
 * How the values of a column compare.
 * - host: text `host@backend#pool`, found by any of its leading parts (spec/api-core.md 1.10)
 * - time: text in Cinder's form
 */
export type ColumnKind = 'text' | 'integer' | 'flag' | 'time' | 'host';

/** A column that lists can filter and sort by. */
export interface Column {
  readonly kind: ColumnKind;
  readonly nullable: boolean;
  /** SQL expression over `state`, the JSON of the aggregate; absent: the member of the column's own name. */
  readonly from?: string;
}

export type Columns = Readonly<Record<string, Column>>;

const required = (kind: ColumnKind, from?: string): Column => ({ kind, nullable: false, from });
const optional = (kind: ColumnKind, from?: string): Column => ({ kind, nullable: true, from });

export const column = { required, optional };

const sqlType = (kind: ColumnKind): string => (kind === 'integer' || kind === 'flag' ? 'INTEGER' : 'TEXT');

/** The column's line in CREATE TABLE: SQLite itself keeps it equal to what the JSON says. */
export const columnDefinition = (name: string, { kind, nullable, from }: Column): string =>
  `${name} ${sqlType(kind)} ${nullable ? '' : 'NOT NULL '}AS (${from ?? `state ->> '$.${name}'`}) STORED`;
