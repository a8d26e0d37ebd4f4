import type { Claim } from '../shared/claim.js';
import { sameClaim } from '../shared/claim.js';
import { invalidInput, invalidVolume, volumeNotFound } from '../shared/errors.js';
import type { VolumeEvent } from './volume.events.js';
import type { VolumeState } from './volume.state.js';

type Data<T extends VolumeEvent['type']> = Extract<VolumeEvent, { type: T }>['data'];
export type VolumeToCreate = Data<'VolumeCreateRequested'>;

const existing = (state: VolumeState | null, id: string): VolumeState => {
  if (state === null || state.deleted_at !== null) throw volumeNotFound(id);
  return state;
};

export const requestVolume = (volume: VolumeToCreate): VolumeEvent[] => [
  { type: 'VolumeCreateRequested', data: volume },
];

export const abandonVolume = (reason: string): VolumeEvent[] => [
  { type: 'VolumeAbandoned', data: { reason } },
];

/** The bytes exist. A volume that a restore fills shows what Cinder shows meanwhile (spec/backup-workflow.md 1.2). */
export const completeCreate = (state: VolumeState | null, id: string, host: string): VolumeEvent[] => {
  const volume = existing(state, id);
  if (volume.host !== null || volume.status !== 'creating') return [];
  const statusBySource = { backup: 'creating', restore: 'restoring-backup' } as const;
  const status =
    volume.source === 'backup' || volume.source === 'restore' ? statusBySource[volume.source] : 'available';
  return [{ type: 'VolumeCreated', data: { host, status } }];
};

export const failCreate = (state: VolumeState | null, id: string, reason: string): VolumeEvent[] =>
  existing(state, id).status === 'creating' ? [{ type: 'VolumeCreateFailed', data: { reason } }] : [];

export const updateVolume = (
  state: VolumeState | null,
  id: string,
  changes: Data<'VolumeUpdated'>,
): VolumeEvent[] => {
  if (existing(state, id).status === 'maintenance') {
    throw invalidVolume('The volume cannot be updated during maintenance.');
  }
  return Object.keys(changes).length === 0 ? [] : [{ type: 'VolumeUpdated', data: changes }];
};

/** `verb` is the first word of the refusal: Updating or Deleting (spec/api-core.md 2.6). */
export const replaceVolumeMetadata = (
  state: VolumeState | null,
  id: string,
  metadata: Readonly<Record<string, string>>,
  verb: 'Updating' | 'Deleting',
): VolumeEvent[] => {
  const { status } = existing(state, id);
  if (status === 'maintenance' || status === 'uploading') {
    throw invalidVolume(`${verb} volume metadata is not allowed for volumes in ${status} status.`);
  }
  return [{ type: 'VolumeUpdated', data: { metadata } }];
};

export const lockForBackup = (
  state: VolumeState | null,
  id: string,
  backupId: string,
  force: boolean,
): VolumeEvent[] => {
  const volume = existing(state, id);
  if (volume.status !== 'available' && volume.status !== 'in-use') {
    throw invalidVolume(
      `Volume to be backed up must be available or in-use, but the current status is "${volume.status}".`,
    );
  }
  if (volume.status === 'in-use' && !force) {
    throw invalidVolume('Backing up an in-use volume must use the force flag.');
  }
  return [statusChanged(volume, 'backing-up', volume.status, 'backup', backupHolder(backupId), true)];
};

/** Size and status rules of spec/backups-api.md 5.3, rows 8 and 9. */
export const lockForRestore = (
  state: VolumeState | null,
  id: string,
  restoreId: string,
  backupSize: number,
  backupId: string,
): VolumeEvent[] => {
  const volume = existing(state, id);
  if (volume.status !== 'available') throw invalidVolume('Volume to be restored to must be available');
  if (volume.size < backupSize) {
    throw invalidVolume(`volume size ${volume.size} is too small to restore backup of size ${backupSize}.`);
  }
  const holder = { operation: 'restore', operation_id: restoreId } as const;
  return [
    statusChanged(volume, 'restoring-backup', volume.previous_status, `restore of ${backupId}`, holder, true),
  ];
};

const backupHolder = (backupId: string): Claim => ({ operation: 'backup', operation_id: backupId });

const statusChanged = (
  volume: VolumeState,
  to: string,
  previous_status: string | null,
  reason: string,
  holder: Claim,
  locked: boolean,
): VolumeEvent => ({
  type: 'VolumeStatusChanged',
  data: { from: volume.status, to, previous_status, reason, ...holder, locked },
});

export type ReleaseOutcome = 'finished' | 'failed' | 'abandoned';

/** Gives the volume back after a backup (spec/backup-workflow.md 1.2). Nothing happens unless that backup holds it. */
export const releaseFromBackup = (
  state: VolumeState | null,
  backupId: string,
  outcome: ReleaseOutcome,
): VolumeEvent[] => {
  if (state === null || state.deleted_at !== null || !sameClaim(state.lock, backupHolder(backupId)))
    return [];
  const kept = outcome === 'failed' ? 'error_backing-up' : 'backing-up';
  const to = state.previous_status ?? 'available';
  return [statusChanged(state, to, kept, `backup ${outcome}`, backupHolder(backupId), false)];
};

/** As {@link releaseFromBackup}, for restores. A volume that never got its data is an error, never blank and available. */
export const releaseFromRestore = (
  state: VolumeState | null,
  restoreId: string,
  outcome: ReleaseOutcome,
): VolumeEvent[] => {
  const holder = { operation: 'restore', operation_id: restoreId } as const;
  if (state === null || state.deleted_at !== null || !sameClaim(state.lock, holder)) return [];
  const made = state.source === 'backup' || state.source === 'restore';
  const unfilled = made && state.launched_at === null;
  const to = {
    finished: 'available',
    failed: state.source === 'backup' && unfilled ? 'error' : 'error_restoring',
    abandoned: unfilled ? 'error' : 'available',
  }[outcome];
  return [statusChanged(state, to, state.previous_status, `restore ${outcome}`, holder, false)];
};

export const restoreMetadata = (
  state: VolumeState | null,
  id: string,
  restored: Data<'VolumeMetadataRestored'>,
): VolumeEvent[] =>
  existing(state, id).metadata_restored_by === restored.restore_id
    ? []
    : [{ type: 'VolumeMetadataRestored', data: restored }];

/** Rules and texts of spec/api-core.md 3.2. `allowed` are the volume statuses a snapshot may be taken in. */
export const addSnapshot = (
  state: VolumeState | null,
  id: string,
  snapshotId: string,
  allowed: readonly string[],
): VolumeEvent[] => {
  const volume = existing(state, id);
  if (volume.host === null) {
    throw invalidVolume('The snapshot cannot be created because volume has not been scheduled to any host.');
  }
  if (volume.status === 'maintenance') {
    throw invalidVolume('The snapshot cannot be created when the volume is in maintenance mode.');
  }
  if (volume.status === 'error') {
    throw invalidVolume('The snapshot cannot be created when the volume is in error status.');
  }
  if (!allowed.includes(volume.status)) {
    throw invalidVolume(
      `Volume ${id} status must be ${allowed.join(', ')}, but current status is: ${volume.status}.`,
    );
  }
  return [{ type: 'VolumeSnapshotAdded', data: { snapshot_id: snapshotId } }];
};

export const removeSnapshot = (state: VolumeState | null, snapshotId: string): VolumeEvent[] =>
  state?.snapshot_ids.includes(snapshotId) === true
    ? [{ type: 'VolumeSnapshotRemoved', data: { snapshot_id: snapshotId } }]
    : [];

/** Rules and texts of os-extend, spec/api-core.md 2.7. */
export const requestExtend = (
  state: VolumeState | null,
  id: string,
  newSize: number,
  allowed: readonly string[],
): VolumeEvent[] => {
  const volume = existing(state, id);
  if (!allowed.includes(volume.status)) {
    throw invalidVolume(
      `Volume ${id} status must be '{'status': 'available'}' to extend, currently ${volume.status}.`,
    );
  }
  if (newSize <= volume.size) {
    throw invalidInput(
      `New size for extend must be greater than current size. (current: ${volume.size}, extended: ${newSize}).`,
    );
  }
  return [{ type: 'VolumeExtendRequested', data: { from_size: volume.size, new_size: newSize } }];
};

export const completeExtend = (state: VolumeState | null): VolumeEvent[] =>
  state === null || state.extending_to === null
    ? []
    : [{ type: 'VolumeExtended', data: { size: state.extending_to } }];

export const failExtend = (state: VolumeState | null, reason: string): VolumeEvent[] =>
  state === null || state.extending_to === null ? [] : [{ type: 'VolumeExtendFailed', data: { reason } }];
