import { groupNotFound } from '../shared/errors.js';
import type { Aggregate, Recorded } from '../shared/event.js';
import { present } from '../shared/present.js';
import { groupEvents, type GroupEvent } from './group.events.js';

type Requested = Extract<GroupEvent, { type: 'GroupRequested' }>['data'];
export type GroupMember = Requested['members'][number];
export type GroupSource = NonNullable<Requested['source']>;

/** Volumes that come and go; the id tells this change from others. */
export type GroupChanging = Extract<GroupEvent, { type: 'GroupMembersChangeRequested' }>['data'];

/** A group as its events tell it; member names are Cinder's columns where Cinder has one. */
export interface GroupState {
  readonly id: string;
  readonly project_id: string;
  readonly user_id: string;
  readonly status: string;
  readonly name: string | null;
  readonly description: string | null;
  readonly group_type_id: string;
  readonly volume_type_ids: readonly string[];
  readonly availability_zone: string;
  /** `host@backend#pool`; null until it is chosen. */
  readonly host: string | null;
  readonly source: GroupSource | null;
  /** The volumes that it is made with. */
  readonly members: readonly GroupMember[];
  /** True until it has its place and its members. The status does not tell: an administrator may have reset it. */
  readonly making: boolean;
  /** Live volumes, those being created and deleted included. */
  readonly volume_ids: readonly string[];
  /** Live group snapshots, those being created included. */
  readonly group_snapshot_ids: readonly string[];
  readonly changing: GroupChanging | null;
  readonly deletion: {
    readonly delete_volumes: boolean;
    /** Tells volumes that failed before from those that failed now. */
    readonly requested_at: string;
  } | null;
  readonly fail_reason: string | null;
  readonly created_at: string;
  readonly updated_at: string | null;
  readonly deleted_at: string | null;
}

type Born = Exclude<GroupEvent, { type: 'GroupRequested' | 'GroupAbandoned' }>;

const without = (ids: readonly string[], gone: string): readonly string[] => ids.filter((id) => id !== gone);

/** A group whose deletion waits for what ended now stays `deleting`. */
const ended = ({ status, deletion }: GroupState, now: string): Pick<GroupState, 'status'> => ({
  status: deletion === null ? now : status,
});

const changes = (state: GroupState, event: Recorded<Born>): Partial<GroupState> => {
  switch (event.type) {
    case 'GroupCreated':
      return { ...ended(state, 'available'), host: event.data.host, making: false };
    case 'GroupFailed':
      return { ...ended(state, 'error'), making: false, fail_reason: event.data.reason };
    case 'GroupUpdated':
      // As in Cinder, where writing a name makes any group available; but none that is at work on something.
      return { ...present(event.data), status: isBusy(state) ? state.status : 'available' };
    case 'GroupMembersChangeRequested':
      return { status: 'updating', changing: event.data };
    case 'GroupMembersChanged':
      return { ...ended(state, 'available'), changing: null };
    case 'GroupMembersChangeFailed':
      return { ...ended(state, 'error'), changing: null, fail_reason: event.data.reason };
    case 'GroupVolumeAdded':
      return { volume_ids: [...state.volume_ids, event.data.volume_id] };
    case 'GroupVolumeRemoved':
      return { volume_ids: without(state.volume_ids, event.data.volume_id) };
    case 'GroupSnapshotAdded':
      return { group_snapshot_ids: [...state.group_snapshot_ids, event.data.group_snapshot_id] };
    case 'GroupSnapshotRemoved':
      return { group_snapshot_ids: without(state.group_snapshot_ids, event.data.group_snapshot_id) };
    case 'GroupStatusReset':
      return { status: event.data.to };
    case 'GroupDeletionRequested':
      return { status: 'deleting', deletion: { ...event.data, requested_at: event.at } };
    case 'GroupDeletionFailed':
      return { status: 'error_deleting', deletion: null, fail_reason: event.data.reason };
    case 'GroupDeleted':
      return { status: 'deleted', deletion: null, making: false, changing: null, deleted_at: event.at };
  }
};

/** Something ends by itself, and writes the status then. */
export const isBusy = ({ making, changing, deletion }: GroupState): boolean =>
  making || changing !== null || deletion !== null;

const born = ({ at, data }: Recorded<Extract<GroupEvent, { type: 'GroupRequested' }>>): GroupState => {
  const { group_id, ...rest } = data;
  return {
    ...rest,
    id: group_id,
    status: 'creating',
    making: true,
    volume_ids: data.members.map(({ volume_id }) => volume_id),
    group_snapshot_ids: [],
    changing: null,
    deletion: null,
    fail_reason: null,
    created_at: at,
    updated_at: null,
    deleted_at: null,
  };
};

export const evolveGroup = (state: GroupState | null, event: Recorded<GroupEvent>): GroupState | null => {
  if (event.type === 'GroupRequested') return born(event);
  if (state === null || event.type === 'GroupAbandoned') return null;
  return { ...state, ...changes(state, event), updated_at: event.at };
};

export const groupAggregate: Aggregate<GroupState, GroupEvent> = {
  category: 'group',
  events: groupEvents,
  evolve: evolveGroup,
};

/** The group, or the error that a client reads when it is gone or was never there. */
export const existingGroup = (state: GroupState | null, id: string): GroupState => {
  if (state === null || state.deleted_at !== null) throw groupNotFound(id);
  return state;
};
