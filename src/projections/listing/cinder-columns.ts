import { column, type ColumnKind } from '../store/column.js';

/** A column of Cinder's that has the same value in every row here. */
export const always = (kind: ColumnKind, value: 'NULL' | '0' | '1'): ReturnType<typeof column.optional> =>
  column.optional(kind, value);

/** Lists show live rows only. */
export const deletedColumn = { deleted: always('flag', '0') } as const;
