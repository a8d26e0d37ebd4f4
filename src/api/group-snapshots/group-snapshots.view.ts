import type { GroupSnapshotState } from '../../domain/group-snapshot/group-snapshot.state.js';
import { allows } from '../http/identity/policy-check.js';
import type { Viewer } from '../http/identity/request-context.js';

/** The plain list. */
export const groupSnapshotSummary = ({ id, name }: GroupSnapshotState): object => ({ id, name });

/** The answer to create. */
export const groupSnapshotView = ({ id, name, group_type_id }: GroupSnapshotState): object => ({
  id,
  name,
  group_type_id,
});

export const groupSnapshotDetail = (groupSnapshot: GroupSnapshotState, context: Viewer): object => ({
  id: groupSnapshot.id,
  group_id: groupSnapshot.group_id,
  group_type_id: groupSnapshot.group_type_id,
  status: groupSnapshot.status,
  created_at: groupSnapshot.created_at,
  name: groupSnapshot.name,
  description: groupSnapshot.description,
  ...(context.microversion.atLeast('3.58') &&
  allows('group:group_snapshot_project_attribute', context, groupSnapshot.project_id)
    ? { project_id: groupSnapshot.project_id }
    : {}),
});
