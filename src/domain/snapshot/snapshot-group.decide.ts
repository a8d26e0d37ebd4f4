import type { GroupSnapshotState } from '../group-snapshot/group-snapshot.state.js';
import type { SnapshotEvent } from './snapshot.events.js';
import type { SnapshotState } from './snapshot.state.js';

type Whole = Pick<GroupSnapshotState, 'id' | 'deletion'>;

/** Could not be deleted now; one that could not be deleted before gets another chance. */
export const hasFailedNow = ({ status, updated_at }: SnapshotState, { deletion }: Whole): boolean =>
  status === 'error_deleting' && (updated_at ?? '') >= (deletion?.requested_at ?? '');

/** With the others of its group snapshot, whatever its status; only its group snapshot may ask for it, and once. */
export const deleteWithGroupSnapshot = (state: SnapshotState | null, whole: Whole): SnapshotEvent[] =>
  state === null ||
  state.deleted_at !== null ||
  state.deleting ||
  state.group_snapshot_id !== whole.id ||
  hasFailedNow(state, whole)
    ? []
    : [{ type: 'SnapshotDeletionRequested', data: { force: true } }];
