import { invalidInput, invalidVolume, type DomainError } from '../shared/errors.js';
import type { VolumeEvent } from './volume.events.js';
import { existingVolume, isMigrating, type VolumeState } from './volume.state.js';

type Data<T extends VolumeEvent['type']> = Extract<VolumeEvent, { type: T }>['data'];
export type VolumeToCreate = Data<'VolumeCreateRequested'>;

export const requestVolume = (volume: VolumeToCreate): VolumeEvent[] => [
  { type: 'VolumeCreateRequested', data: volume },
];

export const abandonVolume = (reason: string): VolumeEvent[] => [
  { type: 'VolumeAbandoned', data: { reason } },
];

/** The bytes exist. A volume that a restore fills shows what Cinder shows meanwhile (spec/backup-workflow.md 1.2). */
export const completeCreate = (state: VolumeState | null, id: string, host: string): VolumeEvent[] => {
  const volume = existingVolume(state, id);
  if (volume.host !== null || volume.status !== 'creating') return [];
  const statusBySource = { backup: 'creating', restore: 'restoring-backup' } as const;
  const status =
    volume.source === 'backup' || volume.source === 'restore' ? statusBySource[volume.source] : 'available';
  return [{ type: 'VolumeCreated', data: { host, status } }];
};

export const failCreate = (state: VolumeState | null, id: string, reason: string): VolumeEvent[] =>
  existingVolume(state, id).status === 'creating' ? [{ type: 'VolumeCreateFailed', data: { reason } }] : [];

export const updateVolume = (
  state: VolumeState | null,
  id: string,
  changes: Data<'VolumeUpdated'>,
): VolumeEvent[] => {
  if (existingVolume(state, id).status === 'maintenance') {
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
  const { status } = existingVolume(state, id);
  if (status === 'maintenance' || status === 'uploading') {
    throw invalidVolume(`${verb} volume metadata is not allowed for volumes in ${status} status.`);
  }
  return [{ type: 'VolumeUpdated', data: { metadata } }];
};

export const restoreMetadata = (
  state: VolumeState | null,
  id: string,
  restored: Data<'VolumeMetadataRestored'>,
): VolumeEvent[] =>
  existingVolume(state, id).metadata_restored_by === restored.restore_id
    ? []
    : [{ type: 'VolumeMetadataRestored', data: restored }];

/** Rules and texts of spec/api-core.md 3.2. `allowed` are the volume statuses a snapshot may be taken in. */
export const addSnapshot = (
  state: VolumeState | null,
  id: string,
  snapshotId: string,
  allowed: readonly string[],
): VolumeEvent[] => {
  const volume = existingVolume(state, id);
  if (volume.snapshot_ids.includes(snapshotId)) return [];
  if (volume.host === null) {
    throw invalidVolume('The snapshot cannot be created because volume has not been scheduled to any host.');
  }
  if (volume.status === 'maintenance') {
    throw invalidVolume('The snapshot cannot be created when the volume is in maintenance mode.');
  }
  if (isMigrating(volume)) throw invalidVolume('Snapshot cannot be created while volume is migrating.');
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

export const cannotExtend = (id: string, status: string): DomainError =>
  invalidVolume(`Volume ${id} status must be '{'status': 'available'}' to extend, currently ${status}.`);

/** Rules and texts of os-extend, spec/api-core.md 2.7. */
export const requestExtend = (
  state: VolumeState | null,
  id: string,
  newSize: number,
  allowed: readonly string[],
): VolumeEvent[] => {
  const volume = existingVolume(state, id);
  if (newSize <= volume.size) {
    throw invalidInput(
      `New size for extend must be greater than current size. (current: ${volume.size}, extended: ${newSize}).`,
    );
  }
  if (!allowed.includes(volume.status)) throw cannotExtend(id, volume.status);
  return [{ type: 'VolumeExtendRequested', data: { from_size: volume.size, new_size: newSize } }];
};

export const completeExtend = (state: VolumeState | null): VolumeEvent[] =>
  state === null || state.extending_to === null
    ? []
    : [{ type: 'VolumeExtended', data: { size: state.extending_to } }];

export const failExtend = (state: VolumeState | null, reason: string): VolumeEvent[] =>
  state === null || state.extending_to === null ? [] : [{ type: 'VolumeExtendFailed', data: { reason } }];

/**
 * Metadata with `src_backup_id`, or null when nothing is to change: a volume restored in place carries it only if it
 * came from a backup before (spec/backup-workflow.md section 4 step 10). In maintenance, which an administrator may set
 * at any time, nothing may be written, and that must not keep the restore from ending.
 */
export const markRestoredFrom = (
  state: VolumeState | null,
  backupId: string,
  sourceVolumeId: string | null,
): Readonly<Record<string, string>> | null => {
  if (state === null || state.deleted_at !== null || state.status === 'maintenance') return null;
  const before = state.metadata['src_backup_id'];
  const inPlace = state.id === sourceVolumeId;
  if (before === backupId || (inPlace && before === undefined)) return null;
  return { ...state.metadata, src_backup_id: backupId };
};
