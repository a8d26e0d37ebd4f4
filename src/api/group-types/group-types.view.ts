import type { GroupType } from '../../domain/group-types/group-types.state.js';
import { allows } from '../http/identity/policy-check.js';
import type { RequestContext } from '../http/identity/request-context.js';

/** The specs are for those whom the rule lets see them. */
export const groupTypeView = (
  { id, name, description, is_public, group_specs }: GroupType,
  context: RequestContext,
): object => ({
  id,
  name,
  description,
  is_public,
  ...(allows('group:access_group_types_specs', context) ? { group_specs } : {}),
});
