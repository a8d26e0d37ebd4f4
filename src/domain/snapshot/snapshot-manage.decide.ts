import { requestDelete } from './snapshot.decide.js';
import type { SnapshotEvent } from './snapshot.events.js';
import type { SnapshotState } from './snapshot.state.js';

export type SnapshotToManage = Extract<SnapshotEvent, { type: 'SnapshotManageRequested' }>['data'];

export const requestManage = (snapshot: SnapshotToManage): SnapshotEvent[] => [
  { type: 'SnapshotManageRequested', data: snapshot },
];

/** The first look counts. */
export const recordFound = (state: SnapshotState | null, identity: string): SnapshotEvent[] =>
  state === null || state.deleted_at !== null || state.deleting || state.managing?.identity !== null
    ? []
    : [{ type: 'SnapshotManageLocated', data: { identity } }];

/** Under the conditions of a plain delete, as in Cinder. */
export const requestUnmanage = (state: SnapshotState | null, id: string): SnapshotEvent[] =>
  requestDelete(state, id, false).map(() => ({ type: 'SnapshotUnmanageRequested', data: {} }));
