import type { RequestContext } from './request-context.js';

/**
 * The row as this caller may see it: another project's is as good as none, so both are the 404 of the resource
 * (spec T35). Throws what `missing` makes otherwise: an error is dear, and most rows are there.
 */
export const visibleRow = <Row extends { readonly project_id: string }>(
  row: Row | null,
  context: RequestContext,
  missing: () => Error,
): Row => {
  if (row === null || !(context.is_admin || row.project_id === context.project_id)) throw missing();
  return row;
};
