import type { GroupState } from '../../domain/group/group.state.js';
import { groupNotFound } from '../../domain/shared/errors.js';
import type { RequestContext } from '../http/identity/request-context.js';
import { visibleRow } from '../http/identity/visible-row.js';

/** @throws GroupNotFound also for another project's */
export const visibleGroup = (found: GroupState | null, context: RequestContext, id: string): GroupState =>
  visibleRow(found, context, () => groupNotFound(id));
