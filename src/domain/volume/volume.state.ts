import type { Claim } from '../shared/claim.js';
import { volumeNotFound } from '../shared/errors.js';
import type { Aggregate, Recorded } from '../shared/event.js';
import { present } from '../shared/present.js';
import { volumeEvents, type VolumeEvent, type VolumeSourceKind } from './volume.events.js';

/** A volume as its events tell it; member names are Cinder's columns where Cinder has one. */
export interface VolumeState {
  readonly id: string;
  readonly project_id: string;
  readonly user_id: string;
  readonly status: string;
  readonly previous_status: string | null;
  readonly attach_status: string;
  readonly migration_status: string | null;
  /** GiB. */
  readonly size: number;
  readonly display_name: string | null;
  readonly display_description: string | null;
  readonly volume_type_id: string;
  readonly volume_type: string;
  readonly availability_zone: string;
  readonly metadata: Readonly<Record<string, string>>;
  readonly image_metadata: Readonly<Record<string, string>>;
  readonly bootable: boolean;
  readonly source: VolumeSourceKind;
  readonly source_id: string | null;
  /** `host@backend#pool`; null until the bytes exist. */
  readonly host: string | null;
  readonly created_at: string;
  readonly updated_at: string | null;
  readonly launched_at: string | null;
  readonly fail_reason: string | null;
  /** The operation that holds the volume. */
  readonly lock: Claim | null;
  /** Live snapshots, those being created included. */
  readonly snapshot_ids: readonly string[];
  /** GiB a running extend goes to. */
  readonly extending_to: number | null;
  readonly deletion: {
    readonly cascade: boolean;
    readonly force: boolean;
    /** Tells snapshots that failed before from those that failed now. */
    readonly requested_at: string;
  } | null;
  /** The restore whose volume metadata was last put back. */
  readonly metadata_restored_by: string | null;
  readonly deleted_at: string | null;
}

type Born = Exclude<VolumeEvent, { type: 'VolumeCreateRequested' | 'VolumeAbandoned' }>;

const changes = (state: VolumeState, event: Recorded<Born>): Partial<VolumeState> => {
  switch (event.type) {
    case 'VolumeCreated': {
      const { host, status } = event.data;
      return { host, status, launched_at: status === 'available' ? event.at : null };
    }
    case 'VolumeCreateFailed':
      return { status: 'error', fail_reason: event.data.reason };
    case 'VolumeUpdated':
      return present(event.data);
    case 'VolumeStatusChanged': {
      const { to, previous_status, operation, operation_id, locked } = event.data;
      return {
        status: to,
        previous_status,
        lock: locked ? { operation, operation_id } : null,
        launched_at: to === 'available' ? (state.launched_at ?? event.at) : state.launched_at,
      };
    }
    case 'VolumeSnapshotAdded':
      return { snapshot_ids: [...state.snapshot_ids, event.data.snapshot_id] };
    case 'VolumeSnapshotRemoved':
      return { snapshot_ids: state.snapshot_ids.filter((id) => id !== event.data.snapshot_id) };
    case 'VolumeStatusReset':
      return { ...present(event.data), lock: event.data.status === undefined ? state.lock : null };
    case 'VolumeMetadataRestored':
      return metadataRestored(state, event.data);
    case 'VolumeExtendRequested':
      return { previous_status: state.status, status: 'extending', extending_to: event.data.new_size };
    case 'VolumeExtended':
      return { ...afterExtend(state), size: event.data.size };
    case 'VolumeExtendFailed':
      return {
        status: state.status === 'extending' ? 'error_extending' : state.status,
        extending_to: null,
        fail_reason: event.data.reason,
      };
    case 'VolumeDeletionRequested':
      // Only a forced delete meets a held volume: it takes it from its holder, as a reset does.
      return { status: 'deleting', deletion: { ...event.data, requested_at: event.at }, lock: null };
    case 'VolumeDeletionFailed':
      return { status: 'error_deleting', deletion: null, fail_reason: event.data.reason };
    case 'VolumeDeleted':
      return { status: 'deleted', deletion: null, extending_to: null, deleted_at: event.at };
  }
};

const afterExtend = (state: VolumeState): Partial<VolumeState> => ({
  extending_to: null,
  status: state.status === 'extending' ? (state.previous_status ?? 'available') : state.status,
});

const metadataRestored = (
  state: VolumeState,
  data: Extract<VolumeEvent, { type: 'VolumeMetadataRestored' }>['data'],
): Partial<VolumeState> => {
  const { restore_id, backup_id: _, ...restored } = data;
  const bootable = restored.image_metadata === undefined ? state.bootable : true;
  return { ...present(restored), bootable, metadata_restored_by: restore_id };
};

const born = (event: Recorded<Extract<VolumeEvent, { type: 'VolumeCreateRequested' }>>): VolumeState => {
  const { volume_id, restore_id, ...data } = event.data;
  return {
    ...data,
    id: volume_id,
    status: 'creating',
    previous_status: null,
    attach_status: 'detached',
    migration_status: null,
    image_metadata: {},
    host: null,
    created_at: event.at,
    updated_at: null,
    launched_at: null,
    fail_reason: null,
    lock: restore_id === null ? null : { operation: 'restore', operation_id: restore_id },
    snapshot_ids: [],
    extending_to: null,
    deletion: null,
    metadata_restored_by: null,
    deleted_at: null,
  };
};

export const evolveVolume = (state: VolumeState | null, event: Recorded<VolumeEvent>): VolumeState | null => {
  if (event.type === 'VolumeCreateRequested') return born(event);
  if (state === null || event.type === 'VolumeAbandoned') return null;
  return { ...state, ...changes(state, event), updated_at: event.at };
};

export const volumeAggregate: Aggregate<VolumeState, VolumeEvent> = {
  category: 'volume',
  events: volumeEvents,
  evolve: evolveVolume,
};

/** Migration statuses in which Cinder treats a volume as not migrating (spec/api-core.md 2.2). */
const restingMigrations: readonly (string | null)[] = [null, 'deleting', 'error', 'success'];

export const isMigrating = (volume: VolumeState): boolean =>
  !restingMigrations.includes(volume.migration_status);

/** The volume, or the error that a client reads when it is gone or was never there. */
export const existingVolume = (state: VolumeState | null, id: string): VolumeState => {
  if (state === null || state.deleted_at !== null) throw volumeNotFound(id);
  return state;
};
