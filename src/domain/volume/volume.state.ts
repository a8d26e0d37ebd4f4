import type { Holder } from '../shared/claim.js';
import { volumeNotFound } from '../shared/errors.js';
import type { Aggregate, Recorded } from '../shared/event.js';
import { present } from '../shared/present.js';
import type { VolumeAttachment } from './volume-attachments.js';
import { manageChanges, type Managing } from './volume-manage.state.js';
import { disturbed, moveChanges, type Leaving, type Migrating, type Retyping } from './volume-move.state.js';
import { revertChanges, type Reverting } from './volume-revert.state.js';
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
  /** `readonly` and `attached_mode`: shown with the metadata, but not a user's to change (spec/api-core.md T24). */
  readonly admin_metadata: Readonly<Record<string, string>>;
  readonly bootable: boolean;
  readonly source: VolumeSourceKind;
  readonly source_id: string | null;
  /** `host@backend#pool`; null until the bytes exist. */
  readonly host: string | null;
  /** Where the bytes are being made, when that had to be chosen. */
  readonly planned_host: string | null;
  readonly created_at: string;
  readonly updated_at: string | null;
  readonly launched_at: string | null;
  readonly fail_reason: string | null;
  /** The operation that holds the volume. */
  readonly lock: Holder | null;
  /** The transfer that offers the volume. */
  readonly transfer_id: string | null;
  /** Requests that moved the volume from one project to another. */
  readonly acceptances: readonly string[];
  /** The group that it is in, or is made in. */
  readonly group_id: string | null;
  /** Changes of groups that it joined or left with. */
  readonly group_changes: readonly string[];
  /** False: a temporary volume, made by the backup that holds it. */
  readonly use_quota: boolean;
  readonly attachments: readonly VolumeAttachment[];
  /** Live snapshots, those being created included. */
  readonly snapshot_ids: readonly string[];
  /** GiB a running extend goes to. */
  readonly extending_to: number | null;
  /** What is being taken over from the backend. */
  readonly managing: Managing | null;
  /** Its bytes are left to whoever has the backend; nobody here may remove them. */
  readonly unmanaged: boolean;
  readonly migrating: Migrating | null;
  /** What the last migration has to remove yet. */
  readonly leaving: Leaving | null;
  readonly retyping: Retyping | null;
  /** The retype that gave the volume its type; null: it was made with it. */
  readonly retyped_by: string | null;
  /** The running revert to the newest snapshot. */
  readonly reverting: Reverting | null;
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

type Born = Exclude<
  VolumeEvent,
  { type: 'VolumeCreateRequested' | 'VolumeManageRequested' | 'VolumeAbandoned' }
>;

const changes = (state: VolumeState, event: Recorded<Born>): Partial<VolumeState> => {
  switch (event.type) {
    case 'VolumeScheduled':
      return { planned_host: event.data.host };
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
    case 'VolumeAttachmentAdded':
    case 'VolumeAttachmentChanged':
    case 'VolumeAttachmentRemoved':
      return attachmentsChanged(state, event);
    case 'VolumeReservationChanged':
      return reservationChanged(state, event.data);
    case 'VolumeSnapshotAdded':
      return { snapshot_ids: [...state.snapshot_ids, event.data.snapshot_id] };
    case 'VolumeSnapshotRemoved':
      return { snapshot_ids: state.snapshot_ids.filter((id) => id !== event.data.snapshot_id) };
    case 'VolumeStatusReset':
      return statusReset(state, event.data);
    case 'VolumeMetadataRestored':
      return metadataRestored(state, event.data);
    case 'VolumeTransferRequested':
      return { status: 'awaiting-transfer', transfer_id: event.data.transfer_id };
    case 'VolumeTransferred': {
      const { project_id, user_id, acceptance } = event.data;
      return { project_id, user_id, acceptances: [...state.acceptances, acceptance] };
    }
    case 'VolumeTransferEnded':
      return {
        transfer_id: null,
        status: state.status === 'awaiting-transfer' ? 'available' : state.status,
      };
    case 'VolumeGroupJoined':
    case 'VolumeGroupLeft':
      return {
        group_id: event.type === 'VolumeGroupJoined' ? event.data.group_id : null,
        group_changes: [...state.group_changes, event.data.change_id],
      };
    case 'VolumeReadonlyFlagSet':
      return {
        admin_metadata: { ...state.admin_metadata, readonly: event.data.readonly ? 'True' : 'False' },
      };
    case 'VolumeBootableFlagSet':
    case 'VolumeImageMetadataSet':
      return event.data;
    case 'VolumeManageLocated':
    case 'VolumeManaged':
    case 'VolumeManageFailed':
    case 'VolumeUnmanageRequested':
      return manageChanges(state, event, event.at);
    case 'VolumeMigrationRequested':
    case 'VolumeMigrationProgressed':
    case 'VolumeMigrationCopied':
    case 'VolumeMigrated':
    case 'VolumeMigrationSourceRemoved':
    case 'VolumeMigrationStepFailed':
    case 'VolumeMigrationFailed':
    case 'VolumeRetypeRequested':
    case 'VolumeRetyped':
    case 'VolumeRetypeFailed':
      return moveChanges(state, event);
    case 'VolumeRevertRequested':
    case 'VolumeRevertPrepared':
    case 'VolumeReverted':
    case 'VolumeRevertFailed':
      return revertChanges(state, event);
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
      return {
        status: 'deleting',
        deletion: { ...event.data, requested_at: event.at },
        lock: null,
        transfer_id: null,
      };
    case 'VolumeDeletionFailed':
      return { status: 'error_deleting', deletion: null, fail_reason: event.data.reason };
    case 'VolumeDeleted':
      return { status: 'deleted', deletion: null, extending_to: null, reverting: null, deleted_at: event.at };
  }
};

type AttachmentChange = Extract<Born, { type: `VolumeAttachment${string}` }>;

const attachmentsChanged = (state: VolumeState, event: Recorded<AttachmentChange>): Partial<VolumeState> => {
  const { attachment_id: id, status, previous_status, attach_status } = event.data;
  const standing = { status, previous_status, attach_status };
  const old = state.attachments.find((one) => one.id === id);
  const others = state.attachments.filter((one) => one !== old);
  if (event.type === 'VolumeAttachmentRemoved') {
    return { ...standing, attachments: others, admin_metadata: event.data.admin_metadata };
  }
  const { attached_host, mountpoint, attach_mode, attachment_status } = event.data;
  const added = event.type === 'VolumeAttachmentAdded' ? event.data : null;
  const attachment: VolumeAttachment = {
    id,
    instance_uuid: added?.instance_uuid ?? old?.instance_uuid ?? null,
    attached_host,
    mountpoint,
    attach_mode,
    attach_status: attachment_status,
    attached_at: attachment_status === 'reserved' ? null : (old?.attached_at ?? event.at),
  };
  const admin_metadata = added?.admin_metadata ?? state.admin_metadata;
  return { ...standing, attachments: [...others, attachment], admin_metadata };
};

const reservationChanged = (
  { attach_status }: VolumeState,
  { action, to }: Extract<VolumeEvent, { type: 'VolumeReservationChanged' }>['data'],
): Partial<VolumeState> => ({ status: to, attach_status: action === 'detach' ? 'detached' : attach_status });

/** An administrator who writes `detached` also drops what the volume had attached (spec/api-core.md 2.7). */
const statusReset = (
  state: VolumeState,
  wanted: Extract<VolumeEvent, { type: 'VolumeStatusReset' }>['data'],
): Partial<VolumeState> => {
  const { attached_mode: _, ...admin_metadata } = state.admin_metadata;
  const detached = wanted.attach_status === 'detached' ? { attachments: [], admin_metadata } : {};
  // A written status takes the volume from whoever held it.
  const taken = wanted.status === undefined ? {} : { lock: null, transfer_id: null };
  return { ...present(wanted), ...detached, ...taken };
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
  const { volume_id, restore_id, backup_id, group_id = null, image_metadata = {}, ...data } = event.data;
  return {
    ...data,
    id: volume_id,
    status: 'creating',
    previous_status: null,
    attach_status: 'detached',
    migration_status: null,
    image_metadata,
    admin_metadata: {},
    host: null,
    planned_host: null,
    created_at: event.at,
    updated_at: null,
    launched_at: null,
    fail_reason: null,
    lock: holderOf(restore_id, backup_id),
    transfer_id: null,
    acceptances: [],
    group_id,
    group_changes: [],
    use_quota: backup_id === undefined,
    attachments: [],
    snapshot_ids: [],
    extending_to: null,
    reverting: null,
    managing: null,
    unmanaged: false,
    migrating: null,
    leaving: null,
    retyping: null,
    retyped_by: null,
    deletion: null,
    metadata_restored_by: null,
    deleted_at: null,
  };
};

/** As born empty, but for what is to be found at the backend. */
const toManage = ({ at, data }: Recorded<Extract<VolumeEvent, { type: 'VolumeManageRequested' }>>) => {
  const { host, reference, ...rest } = data;
  const plain = { size: 0, source: 'empty', source_id: null, restore_id: null } as const;
  return {
    ...born({ type: 'VolumeCreateRequested', data: { ...rest, ...plain }, at }),
    status: 'managing',
    // Not charged and not ours before it is taken over.
    use_quota: false,
    unmanaged: true,
    planned_host: host,
    managing: { reference, found: null },
  };
};

const holderOf = (restoreId: string | null, backupId: string | undefined): Holder | null => {
  if (backupId !== undefined) return { operation: 'backup', operation_id: backupId };
  return restoreId === null ? null : { operation: 'restore', operation_id: restoreId };
};

export const evolveVolume = (state: VolumeState | null, event: Recorded<VolumeEvent>): VolumeState | null => {
  if (event.type === 'VolumeCreateRequested') return born(event);
  if (event.type === 'VolumeManageRequested') return toManage(event);
  if (state === null || event.type === 'VolumeAbandoned') return null;
  const migrating = disturbed(state.migrating, event.type);
  return { ...state, migrating, ...changes(state, event), updated_at: event.at };
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
