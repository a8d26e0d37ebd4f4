import type { Aggregate, Recorded } from '../shared/event.js';
import { present } from '../shared/present.js';
import type { TransferRun } from '../shared/transfer-run.js';
import { unknownVolume, type ImportedRecord } from './imported-record.js';
import { backupEvents, type BackupEvent, type DeviceKind } from './backup.events.js';

/** Where the create workflow stands; each name is what was done last. */
export type BackupPhase =
  | 'importing'
  | 'requested'
  | 'scheduled'
  | 'started'
  | 'planned'
  | 'prepared'
  | 'exported'
  | 'transferred'
  | 'detached'
  | 'unexported'
  | 'done';

export type DeletionPhase = 'requested' | 'objectsDeleted';

export interface ChildrenFirst {
  readonly how: 'delete' | 'detach';
  /** Also children of other projects: an administrator asked. */
  readonly all_projects: boolean;
}

/** Keeps the backup from being deleted. */
export interface Hold {
  readonly reason: string;
  /** It lapses at this moment; null: never. */
  readonly until: string | null;
  readonly user_id: string | null;
  readonly held_at: string;
}

/** A backup as its events tell it; member names are Cinder's columns where Cinder has one. */
export interface BackupState {
  readonly id: string;
  readonly project_id: string;
  readonly user_id: string;
  readonly volume_id: string;
  readonly snapshot_id: string | null;
  readonly parent_id: string | null;
  readonly status: string;
  readonly fail_reason: string | null;
  /** GiB; the volume's size, never stored bytes. */
  readonly size: number;
  readonly object_count: number;
  readonly display_name: string | null;
  readonly display_description: string | null;
  readonly metadata: Readonly<Record<string, string>>;
  readonly container: string | null;
  readonly service: string | null;
  readonly service_metadata: string | null;
  readonly host: string | null;
  readonly availability_zone: string | null;
  readonly force: boolean;
  readonly encryption_key_id: string | null;
  readonly created_at: string;
  readonly updated_at: string | null;
  readonly data_timestamp: string;
  readonly restore_volume_id: string | null;
  readonly source_previous_status: string;
  readonly phase: BackupPhase;
  /** The record that is about to be applied. */
  readonly importing: { readonly backup_service: string; readonly record: ImportedRecord } | null;
  /** Quota reservations of the imports that were recorded, over all its lives. */
  readonly import_reservations: readonly string[];
  /** The failure that is being cleaned up, until BackupFailed. */
  readonly failing: { readonly step: string; readonly fail_reason: string } | null;
  /** The create was told to stop, until BackupCancelled. */
  readonly cancelling: boolean;
  /** Why it was told to stop, while it still has to say so. */
  readonly cancel_reason: string | null;
  readonly device: { readonly kind: DeviceKind; readonly id: string } | null;
  /** A copy made for this backup; while it is there its removal is owed. */
  readonly temp: { readonly kind: DeviceKind; readonly id: string } | null;
  /** Runs of the transfer so far. */
  readonly attempts: number;
  /** The newest attempt; how far it has come is told by the stream of the objects (backup-data.state.ts). */
  readonly transfer: (TransferRun & { readonly total_bytes: number }) | null;
  /** How the create ended; null while it runs, and for an imported record. */
  readonly create_ended: {
    readonly outcome: 'completed' | 'failed' | 'cancelled';
    readonly at: string;
  } | null;
  readonly bytes_read: number | null;
  readonly bytes_stored: number | null;
  /** Live incrementals on top of this one, unfinished and failed ones included. */
  readonly children: readonly string[];
  /** Those of them that finished well; its size is Cinder's num_dependent_backups. */
  readonly dependents: readonly string[];
  readonly active_restores: readonly string[];
  /** The verification that reads it. */
  readonly verifying: string | null;
  /** The newest hold that was not released; it may have lapsed (backup-hold.decide.ts). */
  readonly hold: Hold | null;
  readonly deletion: DeletionPhase | null;
  /** When the deletion that runs, or the last one, was asked for. */
  readonly deletion_requested_at: string | null;
  /** What becomes of its children before it is deleted; null: it has none, or they block the deletion. */
  readonly children_first: ChildrenFirst | null;
  /** It takes over its parent's layer; `fail_reason`: it could not, and what was copied is removed. */
  readonly merging: { readonly layer_backup_id: string; readonly fail_reason: string | null } | null;
  /** Its last deletion or merge failed. A parent that waits for one of them looks here. */
  readonly gave_up: { readonly at: string; readonly fail_reason: string } | null;
  readonly deleted_at: string | null;
}

type Birth = 'BackupRequested' | 'BackupImportRequested' | 'BackupAbandoned';
type Born = Exclude<BackupEvent, { type: Birth }>;
type Change = Partial<BackupState> | null;

const without = (ids: readonly string[], id: string): readonly string[] =>
  ids.filter((other) => other !== id);

/** The create is over. A delete that came meanwhile has the last word on the status. */
const ended = (state: BackupState, status: string): Partial<BackupState> => ({
  status: state.deletion === null ? status : state.status,
  phase: 'done',
  failing: null,
  cancelling: false,
  cancel_reason: null,
});

const transferOf = ({
  data: { attempt, total_bytes },
  at,
}: Recorded<Extract<BackupEvent, { type: 'BackupTransferStarted' }>>): BackupState['transfer'] => ({
  attempt,
  total_bytes,
  started_at: at,
  ended_at: null,
});

const stopped = ({ transfer }: BackupState, at: string): BackupState['transfer'] =>
  transfer === null ? null : { ...transfer, ended_at: transfer.ended_at ?? at };

const applied = ({ importing, created_at: requested_at }: BackupState): Partial<BackupState> => {
  if (importing === null) return {};
  const { created_at: told, data_timestamp, ...members } = importing.record;
  const created_at = told ?? requested_at;
  return { ...members, created_at, data_timestamp: data_timestamp ?? created_at, importing: null };
};

const created = (state: BackupState, event: Recorded<Born>): Change => {
  switch (event.type) {
    case 'BackupScheduled':
      return { ...event.data, phase: 'scheduled' };
    case 'BackupStarted':
      return { ...event.data, phase: 'started' };
    case 'BackupTempPlanned':
      return { temp: { kind: event.data.temp_kind, id: event.data.temp_id }, phase: 'planned' };
    case 'BackupTempCreated':
      return {};
    case 'BackupTempReleased':
      return { temp: null };
    case 'BackupRescheduled':
      return { host: event.data.host, transfer: stopped(state, event.at) };
    case 'BackupDevicePrepared':
      return { device: { kind: event.data.device_kind, id: event.data.device_id }, phase: 'prepared' };
    case 'BackupDeviceExported':
      return { phase: 'exported' };
    case 'BackupDeviceAttached':
      return { attempts: event.data.attempt };
    case 'BackupTransferStarted':
      return { transfer: transferOf(event) };
    case 'BackupTransferInterrupted':
      return { transfer: stopped(state, event.at) };
    case 'BackupDataCompleted':
      return { ...event.data, phase: 'transferred', transfer: stopped(state, event.at) };
    case 'BackupDeviceDetached':
      return { phase: 'detached' };
    case 'BackupDeviceUnexported':
      return { phase: 'unexported' };
    case 'BackupStepFailed':
      return { failing: event.data, transfer: stopped(state, event.at) };
    case 'BackupFailed':
      return {
        ...ended(state, 'error'),
        create_ended: { outcome: 'failed', at: event.at },
        fail_reason: event.data.fail_reason,
      };
    case 'BackupAvailable':
      return {
        ...ended(state, 'available'),
        create_ended: { outcome: 'completed', at: event.at },
        size: event.data.size,
      };
    case 'BackupImported':
      return { ...ended(state, 'available'), ...event.data, ...applied(state) };
    case 'BackupImportFailed':
      // It never had a place in a chain.
      return { ...ended(state, 'error'), ...event.data, importing: null, parent_id: null };
    case 'BackupCancelRequested':
      return { cancelling: true, cancel_reason: event.data.reason };
    case 'BackupCancelled':
      return {
        ...ended(state, 'error'),
        create_ended: { outcome: 'cancelled', at: event.at },
        // Of a backup that is being deleted nobody asks why.
        fail_reason: state.deletion === null ? event.data.reason : state.fail_reason,
      };
    default:
      return null;
  }
};

const related = (state: BackupState, event: Recorded<Born>): Change => {
  switch (event.type) {
    case 'BackupChildRegistered':
      return {
        children: [...without(state.children, event.data.child_backup_id), event.data.child_backup_id],
      };
    case 'BackupChildRemoved':
      return {
        children: without(state.children, event.data.child_backup_id),
        dependents: without(state.dependents, event.data.child_backup_id),
      };
    case 'BackupDependentAdded':
      return {
        dependents: [...without(state.dependents, event.data.child_backup_id), event.data.child_backup_id],
      };
    case 'BackupRestoreStarted':
      return {
        status: 'restoring',
        restore_volume_id: event.data.volume_id,
        active_restores: [...state.active_restores, event.data.restore_id],
      };
    case 'BackupRestoreFinished': {
      const active_restores = without(state.active_restores, event.data.restore_id);
      const over = state.status === 'restoring' && active_restores.length === 0;
      return { active_restores, status: over ? 'available' : state.status };
    }
    case 'BackupVerificationStarted':
      return { verifying: event.data.verification_id };
    case 'BackupVerified':
      return { verifying: null };
    default:
      return null;
  }
};

const deleted = (event: Recorded<Born>): Change => {
  switch (event.type) {
    case 'BackupUpdated':
      return present(event.data);
    case 'BackupStatusReset':
      return { status: event.data.to };
    case 'BackupHeld':
      return { hold: { ...event.data, held_at: event.at } };
    case 'BackupHoldReleased':
      return { hold: null };
    case 'BackupDeletionRequested':
      return {
        status: 'deleting',
        deletion: 'requested',
        deletion_requested_at: event.at,
        gave_up: null,
      };
    case 'BackupCascadeRequested':
      return { children_first: { how: 'delete', ...event.data } };
    case 'BackupDetachRequested':
      return { children_first: { how: 'detach', ...event.data } };
    case 'BackupObjectsDeleted':
      return { deletion: 'objectsDeleted' };
    case 'BackupDeletionFailed':
      return {
        status: 'error',
        deletion: null,
        children_first: null,
        ...event.data,
        gave_up: { at: event.at, ...event.data },
      };
    case 'BackupDeleted':
      return { status: 'deleted', deletion: null, deleted_at: event.at };
    default:
      return null;
  }
};

const merged = (event: Recorded<Born>): Change => {
  switch (event.type) {
    case 'BackupMergeRequested':
      return { merging: { ...event.data, fail_reason: null }, gave_up: null };
    case 'BackupLayerMerged': {
      const { parent_id, object_count, bytes_stored } = event.data;
      return { parent_id, object_count, bytes_stored, merging: null };
    }
    case 'BackupMergeStepFailed':
      return { merging: event.data };
    case 'BackupMergeFailed':
      return { merging: null, gave_up: { at: event.at, fail_reason: event.data.fail_reason } };
    default:
      return null;
  }
};

type Blank = Omit<BackupState, 'id' | 'project_id' | 'user_id' | 'volume_id' | 'size' | 'phase'>;

const blank = (at: string): Blank => ({
  snapshot_id: null,
  parent_id: null,
  status: 'creating',
  fail_reason: null,
  object_count: 0,
  display_name: null,
  display_description: null,
  metadata: {},
  container: null,
  service: null,
  service_metadata: null,
  host: null,
  availability_zone: null,
  force: false,
  encryption_key_id: null,
  created_at: at,
  updated_at: at,
  data_timestamp: at,
  restore_volume_id: null,
  source_previous_status: '',
  importing: null,
  import_reservations: [],
  failing: null,
  cancelling: false,
  cancel_reason: null,
  device: null,
  temp: null,
  attempts: 0,
  transfer: null,
  create_ended: null,
  bytes_read: null,
  bytes_stored: null,
  children: [],
  dependents: [],
  active_restores: [],
  verifying: null,
  hold: null,
  deletion: null,
  deletion_requested_at: null,
  children_first: null,
  merging: null,
  gave_up: null,
  deleted_at: null,
});

/** Parent and size are known at once, because others count on them; the rest follows with BackupImported. */
const imported = (
  before: BackupState | null,
  { data, at }: Recorded<Extract<BackupEvent, { type: 'BackupImportRequested' }>>,
): BackupState => ({
  ...blank(at),
  id: data.backup_id,
  project_id: data.project_id,
  user_id: data.user_id,
  volume_id: unknownVolume,
  parent_id: data.record.parent_id,
  size: data.record.size,
  display_name: before?.display_name ?? null,
  phase: 'importing',
  importing: { backup_service: data.backup_service, record: data.record },
  import_reservations: [...(before?.import_reservations ?? []), data.reservation_id],
});

const born = (event: Recorded<Extract<BackupEvent, { type: 'BackupRequested' }>>): BackupState => {
  const { backup_id, incremental: _, data_timestamp, ...data } = event.data;
  return {
    ...blank(event.at),
    ...data,
    id: backup_id,
    data_timestamp: data_timestamp ?? event.at,
    phase: 'requested',
  };
};

export const evolveBackup = (state: BackupState | null, event: Recorded<BackupEvent>): BackupState | null => {
  if (event.type === 'BackupRequested') return born(event);
  if (event.type === 'BackupImportRequested') return imported(state, event);
  // Of a deleted backup it says only that an import of it was given up.
  if (state === null || event.type === 'BackupAbandoned') return state;
  const change = created(state, event) ?? related(state, event) ?? merged(event) ?? deleted(event);
  return { ...state, ...change, updated_at: event.at };
};

export const backupAggregate: Aggregate<BackupState, BackupEvent> = {
  category: 'backup',
  events: backupEvents,
  evolve: evolveBackup,
};
