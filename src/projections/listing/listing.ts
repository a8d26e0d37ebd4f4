import type { Column, ColumnKind, Columns } from '../store/column.js';

/** What lists of one resource can be filtered and sorted by. */
export interface Listing {
  /** The table's name. */
  readonly table: string;
  readonly columns: Columns;
  /** Columns of Cinder's that have no counterpart in the table, as SQL expressions; always nullable. */
  readonly computed: Columns;
  /** Columns of which few rows share a value: where one of them is asked for, no other filter's index is looked at. */
  readonly selective: readonly string[];
  /** Filters on key/value pairs, each with the member of the state that holds them. */
  readonly maps: Readonly<Record<string, string>>;
}

export interface Attribute {
  readonly kind: ColumnKind;
  readonly nullable: boolean;
  /** SQL expression. */
  readonly sql: string;
}

const own = (columns: Columns, name: string): Column | undefined =>
  Object.hasOwn(columns, name) ? columns[name] : undefined;

/** The attribute that a filter or sort key names; undefined when the resource has none of that name. */
export const attributeOf = ({ columns, computed }: Listing, name: string): Attribute | undefined => {
  if (name === 'id') return { kind: 'text', nullable: false, sql: 'id' };
  const column = own(columns, name);
  if (column !== undefined) return { kind: column.kind, nullable: column.nullable, sql: name };
  const expression = own(computed, name);
  return expression?.from === undefined
    ? undefined
    : { kind: expression.kind, nullable: true, sql: expression.from };
};
