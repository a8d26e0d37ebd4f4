import { DomainError } from '../shared/errors.js';
import type { GroupSnapshotEvent } from './group-snapshot.events.js';
import { existingGroupSnapshot, type GroupSnapshotState } from './group-snapshot.state.js';

export type GroupSnapshotToCreate = Extract<GroupSnapshotEvent, { type: 'GroupSnapshotRequested' }>['data'];

export const requestGroupSnapshot = (groupSnapshot: GroupSnapshotToCreate): GroupSnapshotEvent[] => [
  { type: 'GroupSnapshotRequested', data: groupSnapshot },
];

export const abandonGroupSnapshot = (reason: string): GroupSnapshotEvent[] => [
  { type: 'GroupSnapshotAbandoned', data: { reason } },
];

/** All its snapshots have come to an end; those in `failures` are not there. */
export const endCreate = (
  state: GroupSnapshotState | null,
  failures: readonly string[],
): GroupSnapshotEvent[] => {
  if (state === null || !state.making) return [];
  return failures.length === 0
    ? [{ type: 'GroupSnapshotCreated', data: {} }]
    : [{ type: 'GroupSnapshotFailed', data: { reason: failures.join(' ') } }];
};

/** Statuses that reset_status accepts, as Cinder has them. */
export const resettableStatuses = [
  'error',
  'available',
  'creating',
  'deleting',
  'deleted',
  'updating',
  'error_deleting',
] as const;

/** Only what users see changes: what is being made or deleted goes on, and writes its status at its end. */
export const resetGroupSnapshotStatus = (
  state: GroupSnapshotState | null,
  id: string,
  status: string,
): GroupSnapshotEvent[] => {
  const { status: from } = existingGroupSnapshot(state, id);
  return [{ type: 'GroupSnapshotStatusReset', data: { from, to: status } }];
};

/** Deleting again what is being deleted changes nothing. */
export const requestDelete = (state: GroupSnapshotState | null, id: string): GroupSnapshotEvent[] => {
  const { status, source_of, deletion } = existingGroupSnapshot(state, id);
  if (!['available', 'error'].includes(status) || source_of.length > 0) {
    throw new DomainError(
      'InvalidGroupSnapshot',
      'Invalid GroupSnapshot: GroupSnapshot status must be available or error, and no Group can be currently ' +
        'using it as source for its creation.',
    );
  }
  return deletion === null ? [{ type: 'GroupSnapshotDeletionRequested', data: {} }] : [];
};

export const completeDelete = (state: GroupSnapshotState | null): GroupSnapshotEvent[] =>
  state === null || state.deleted_at !== null ? [] : [{ type: 'GroupSnapshotDeleted', data: {} }];

export const failDelete = (state: GroupSnapshotState | null, reason: string): GroupSnapshotEvent[] =>
  state === null || state.deletion === null
    ? []
    : [{ type: 'GroupSnapshotDeletionFailed', data: { reason } }];
