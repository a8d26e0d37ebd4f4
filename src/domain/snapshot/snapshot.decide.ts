import { sameClaim, type Holder } from '../shared/claim.js';
import { DomainError, invalidSnapshot, invalidStatus, snapshotNotFound } from '../shared/errors.js';
import type { SnapshotEvent } from './snapshot.events.js';
import type { SnapshotState } from './snapshot.state.js';

type Data<T extends SnapshotEvent['type']> = Extract<SnapshotEvent, { type: T }>['data'];
export type SnapshotToCreate = Data<'SnapshotCreateRequested'>;

const existing = (state: SnapshotState | null, id: string): SnapshotState => {
  if (state === null || state.deleted_at !== null) throw snapshotNotFound(id);
  return state;
};

export const requestSnapshot = (snapshot: SnapshotToCreate): SnapshotEvent[] => [
  { type: 'SnapshotCreateRequested', data: snapshot },
];

export const abandonSnapshot = (reason: string): SnapshotEvent[] => [
  { type: 'SnapshotAbandoned', data: { reason } },
];

export const completeCreate = (state: SnapshotState | null, id: string): SnapshotEvent[] =>
  existing(state, id).status === 'creating' ? [{ type: 'SnapshotCreated', data: {} }] : [];

export const failCreate = (state: SnapshotState | null, id: string, reason: string): SnapshotEvent[] =>
  existing(state, id).status === 'creating' ? [{ type: 'SnapshotCreateFailed', data: { reason } }] : [];

export const updateSnapshot = (
  state: SnapshotState | null,
  id: string,
  changes: Data<'SnapshotUpdated'>,
): SnapshotEvent[] => {
  existing(state, id);
  return Object.keys(changes).length === 0 ? [] : [{ type: 'SnapshotUpdated', data: changes }];
};

const backupHolder = (backupId: string): Holder => ({ operation: 'backup', operation_id: backupId });

/** Rows 3 to 5 of spec/backups-api.md 5.2. The volume keeps its status and stays usable. */
export const lockForBackup = (
  state: SnapshotState | null,
  id: string,
  volumeId: string,
  backupId: string,
): SnapshotEvent[] => {
  const snapshot = existing(state, id);
  if (snapshot.volume_id !== volumeId) {
    throw new DomainError(
      'InvalidVolume',
      `Invalid volume: Volume ${volumeId} does not match with snapshot.volume_id ${snapshot.volume_id}.`,
    );
  }
  if (snapshot.status !== 'available') {
    throw invalidSnapshot(
      `Snapshot to be backed up must be available, but the current status is "${snapshot.status}".`,
    );
  }
  return [statusChanged(snapshot, 'backing-up', 'backup requested', backupHolder(backupId), true)];
};

/** Nothing happens unless that backup holds the snapshot. */
export const releaseFromBackup = (
  state: SnapshotState | null,
  backupId: string,
  outcome: 'finished' | 'failed' | 'cancelled' | 'abandoned',
): SnapshotEvent[] => {
  if (state === null || state.deleted_at !== null || !sameClaim(state.lock, backupHolder(backupId)))
    return [];
  return [statusChanged(state, 'available', `backup ${outcome}`, backupHolder(backupId), false)];
};

const statusChanged = (
  snapshot: SnapshotState,
  to: string,
  reason: string,
  holder: Holder,
  locked: boolean,
): SnapshotEvent => ({
  type: 'SnapshotStatusChanged',
  data: { from: snapshot.status, to, reason, ...holder, locked },
});

const volumeHolder = (volumeId: string): Holder => ({ operation: 'volume', operation_id: volumeId });

/** Held by its volume, which takes its bytes from it. @throws InvalidSnapshot somebody else was faster */
export const lockForRevert = (state: SnapshotState | null, id: string, volumeId: string): SnapshotEvent[] => {
  const snapshot = existing(state, id);
  const holder = volumeHolder(volumeId);
  if (sameClaim(snapshot.lock, holder)) return [];
  if (snapshot.status !== 'available') {
    throw invalidSnapshot(`Snapshot ${id} was to be reverted to, but its status is ${snapshot.status}.`);
  }
  return [statusChanged(snapshot, 'restoring', 'its volume goes back to it', holder, true)];
};

/** Nothing happens unless its volume holds the snapshot. */
export const releaseFromRevert = (state: SnapshotState | null, volumeId: string): SnapshotEvent[] => {
  const holder = volumeHolder(volumeId);
  if (state === null || state.deleted_at !== null || !sameClaim(state.lock, holder)) return [];
  return [statusChanged(state, 'available', 'the revert has ended', holder, false)];
};

/** Statuses that os-reset_status accepts (spec/api-core.md 3.3). */
export const resettableStatuses = [
  'error',
  'available',
  'creating',
  'deleting',
  'deleted',
  'updating',
  'error_deleting',
  'unmanaging',
  'backing-up',
  'restoring',
] as const;

export const resetSnapshotStatus = (
  state: SnapshotState | null,
  id: string,
  status: string,
): SnapshotEvent[] => {
  const snapshot = existing(state, id);
  if (!(resettableStatuses as readonly string[]).includes(status)) {
    throw invalidStatus('Snapshot status', status, resettableStatuses);
  }
  return [{ type: 'SnapshotStatusReset', data: { from: snapshot.status, to: status } }];
};

const updates: Readonly<Record<string, readonly string[]>> = {
  creating: ['creating', 'available', 'error'],
  deleting: ['deleting', 'error_deleting'],
};

/**
 * os-update_snapshot_status, spec/api-core.md 3.3. A snapshot whose bytes we are about to make stays at 0% while it is
 * creating: that is how it is known that they have to be made.
 */
export const updateSnapshotStatus = (
  state: SnapshotState | null,
  id: string,
  status: string,
  progress: string | undefined,
): SnapshotEvent[] => {
  const { status: from, progress: shown } = existing(state, id);
  const allowed = updates[from];
  if (allowed === undefined) {
    throw new DomainError(
      'InvalidParameterValue',
      `Snapshot status ${from} not allowed for update_snapshot_status`,
    );
  }
  if (!allowed.includes(status)) {
    throw new DomainError(
      'InvalidParameterValue',
      `Provided snapshot status ${status} not allowed for snapshot with status ${from}.`,
    );
  }
  const isToBeMade = status === 'creating' && shown === '0%';
  const told = progress === undefined || isToBeMade ? {} : { progress };
  return [{ type: 'SnapshotStatusUpdated', data: { from, to: status, ...told } }];
};

/**
 * Deleting again what is being deleted changes nothing. `force` waives the status; the snapshots of a group go together only.
 * With force the status part is empty, which leaves two spaces behind "Snapshot".
 */
export const requestDelete = (state: SnapshotState | null, id: string, force: boolean): SnapshotEvent[] => {
  const snapshot = existing(state, id);
  const statusFits = force || ['available', 'error'].includes(snapshot.status);
  if (!statusFits || snapshot.group_snapshot_id !== null) {
    const statuses = force ? '' : 'status must be available or error and';
    throw invalidSnapshot(`Snapshot ${statuses} must not be part of a group.`);
  }
  return snapshot.deleting ? [] : [{ type: 'SnapshotDeletionRequested', data: { force } }];
};

/** For a temporary snapshot, whatever it is: nobody else needs it. */
export const deleteTemporary = (state: SnapshotState | null): SnapshotEvent[] =>
  state === null || state.deleted_at !== null || state.deleting
    ? []
    : [{ type: 'SnapshotDeletionRequested', data: { force: true } }];

export const completeDelete = (state: SnapshotState | null): SnapshotEvent[] =>
  state === null || state.deleted_at !== null ? [] : [{ type: 'SnapshotDeleted', data: {} }];

/** A temporary one is nobody's to care for: its removal is tried until it succeeds. */
export const failDelete = (state: SnapshotState | null, reason: string): SnapshotEvent[] =>
  state === null || !state.deleting || !state.use_quota
    ? []
    : [{ type: 'SnapshotDeletionFailed', data: { reason } }];
