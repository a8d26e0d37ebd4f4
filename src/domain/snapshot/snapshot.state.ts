import type { Holder } from '../shared/claim.js';
import type { Aggregate, Recorded } from '../shared/event.js';
import { present } from '../shared/present.js';
import { snapshotEvents, type SnapshotEvent } from './snapshot.events.js';

/** A snapshot as its events tell it; member names are Cinder's columns where Cinder has one. */
export interface SnapshotState {
  readonly id: string;
  readonly volume_id: string;
  readonly project_id: string;
  readonly user_id: string;
  readonly status: string;
  /** Text such as `0%` or `100%`. */
  readonly progress: string;
  /** GiB; the volume's size at the time. */
  readonly size: number;
  readonly display_name: string | null;
  readonly display_description: string | null;
  readonly metadata: Readonly<Record<string, string>>;
  readonly volume_type_id: string;
  readonly volume_type: string;
  readonly availability_zone: string;
  readonly group_snapshot_id: string | null;
  /** Of the bootable volume that it is of; null: its volume was not bootable. */
  readonly image_metadata: Readonly<Record<string, string>> | null;
  readonly created_at: string;
  readonly updated_at: string | null;
  readonly fail_reason: string | null;
  readonly lock: Holder | null;
  /** Requests that moved the snapshot from one project to another. */
  readonly acceptances: readonly string[];
  /** False: a temporary snapshot, made by the backup that holds it. */
  readonly use_quota: boolean;
  /** True while the bytes are being removed. */
  readonly deleting: boolean;
  /** What is being taken over from the backend. */
  readonly managing: { readonly reference: string; readonly identity: string | null } | null;
  /** Its bytes are left to whoever has the backend; nobody here may remove them. */
  readonly unmanaged: boolean;
  readonly deleted_at: string | null;
}

type Begun = Extract<SnapshotEvent, { type: 'SnapshotCreateRequested' | 'SnapshotManageRequested' }>;
type Born = Exclude<SnapshotEvent, Begun | { type: 'SnapshotAbandoned' }>;

const changes = (state: SnapshotState, event: Recorded<Born>): Partial<SnapshotState> => {
  switch (event.type) {
    case 'SnapshotCreated':
      return { status: 'available', progress: '100%', managing: null, unmanaged: false };
    case 'SnapshotCreateFailed':
      return { status: 'error', fail_reason: event.data.reason, managing: null };
    case 'SnapshotManageLocated':
      return { managing: state.managing === null ? null : { ...state.managing, ...event.data } };
    case 'SnapshotUnmanageRequested':
      return { status: 'unmanaging', deleting: true, unmanaged: true, lock: null };
    case 'SnapshotUpdated':
      return present(event.data);
    case 'SnapshotStatusChanged': {
      const { to, operation, operation_id, locked } = event.data;
      return { status: to, lock: locked ? { operation, operation_id } : null };
    }
    case 'SnapshotStatusReset':
      return { status: event.data.to, lock: null };
    case 'SnapshotTransferred': {
      const { project_id, user_id, acceptance } = event.data;
      return { project_id, user_id, acceptances: [...state.acceptances, acceptance] };
    }
    case 'SnapshotStatusUpdated': {
      const { to, progress } = event.data;
      return present({ status: to, progress });
    }
    case 'SnapshotDeletionRequested':
      // Only a forced delete meets a held snapshot: it takes it from its holder, as a reset does.
      return { status: 'deleting', deleting: true, lock: null };
    case 'SnapshotDeletionFailed':
      return { status: 'error_deleting', deleting: false, fail_reason: event.data.reason };
    case 'SnapshotDeleted':
      return { status: 'deleted', deleting: false, deleted_at: event.at };
  }
};

/** Members that only some snapshots begin with. */
const plain = { backup_id: undefined, reference: '', group_snapshot_id: null, image_metadata: null };

const born = ({ type, data: asked, at }: Recorded<Begun>): SnapshotState => {
  const { snapshot_id, backup_id, reference, ...data } = { ...plain, ...asked };
  const toManage = type === 'SnapshotManageRequested';
  return {
    ...data,
    id: snapshot_id,
    status: 'creating',
    progress: '0%',
    created_at: at,
    updated_at: null,
    fail_reason: null,
    lock: backup_id === undefined ? null : { operation: 'backup', operation_id: backup_id },
    acceptances: [],
    use_quota: backup_id === undefined,
    deleting: false,
    managing: toManage ? { reference, identity: null } : null,
    // Not ours before it is taken over.
    unmanaged: toManage,
    deleted_at: null,
  };
};

export const evolveSnapshot = (
  state: SnapshotState | null,
  event: Recorded<SnapshotEvent>,
): SnapshotState | null => {
  if (event.type === 'SnapshotCreateRequested' || event.type === 'SnapshotManageRequested')
    return born(event);
  if (state === null || event.type === 'SnapshotAbandoned') return null;
  return { ...state, ...changes(state, event), updated_at: event.at };
};

export const snapshotAggregate: Aggregate<SnapshotState, SnapshotEvent> = {
  category: 'snapshot',
  events: snapshotEvents,
  evolve: evolveSnapshot,
};
