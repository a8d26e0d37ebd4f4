import { groupSnapshotNotFound } from '../shared/errors.js';
import type { Aggregate, Recorded } from '../shared/event.js';
import { groupSnapshotEvents, type GroupSnapshotEvent } from './group-snapshot.events.js';

type Requested = Extract<GroupSnapshotEvent, { type: 'GroupSnapshotRequested' }>['data'];
export type GroupSnapshotMember = Requested['members'][number];

/** A group snapshot as its events tell it; member names are Cinder's columns where Cinder has one. */
export interface GroupSnapshotState {
  readonly id: string;
  readonly group_id: string;
  readonly group_type_id: string;
  readonly project_id: string;
  readonly user_id: string;
  readonly status: string;
  readonly name: string | null;
  readonly description: string | null;
  /** The snapshots that it is made of. */
  readonly members: readonly GroupSnapshotMember[];
  /** True until all its snapshots are there or have failed. The status does not tell: an administrator may have reset it. */
  readonly making: boolean;
  /** Groups that are being made of it. */
  readonly source_of: readonly string[];
  /** `requested_at` tells snapshots that failed before from those that failed now. */
  readonly deletion: { readonly requested_at: string } | null;
  readonly fail_reason: string | null;
  readonly created_at: string;
  readonly updated_at: string | null;
  readonly deleted_at: string | null;
}

type Born = Exclude<GroupSnapshotEvent, { type: 'GroupSnapshotRequested' | 'GroupSnapshotAbandoned' }>;

const changes = (state: GroupSnapshotState, event: Recorded<Born>): Partial<GroupSnapshotState> => {
  switch (event.type) {
    case 'GroupSnapshotCreated':
      return { status: 'available', making: false };
    case 'GroupSnapshotFailed':
      return { status: 'error', making: false, fail_reason: event.data.reason };
    case 'GroupSnapshotStatusReset':
      return { status: event.data.to };
    case 'GroupSnapshotSourceHeld':
      return { source_of: [...state.source_of, event.data.group_id] };
    case 'GroupSnapshotSourceReleased':
      return { source_of: state.source_of.filter((id) => id !== event.data.group_id) };
    case 'GroupSnapshotDeletionRequested':
      return { status: 'deleting', making: false, deletion: { requested_at: event.at } };
    case 'GroupSnapshotDeletionFailed':
      return { status: 'error', deletion: null, fail_reason: event.data.reason };
    case 'GroupSnapshotDeleted':
      return { status: 'deleted', deletion: null, deleted_at: event.at };
  }
};

const born = ({
  at,
  data,
}: Recorded<{ type: 'GroupSnapshotRequested'; data: Requested }>): GroupSnapshotState => {
  const { group_snapshot_id, ...rest } = data;
  return {
    ...rest,
    id: group_snapshot_id,
    status: 'creating',
    making: true,
    source_of: [],
    deletion: null,
    fail_reason: null,
    created_at: at,
    updated_at: null,
    deleted_at: null,
  };
};

export const evolveGroupSnapshot = (
  state: GroupSnapshotState | null,
  event: Recorded<GroupSnapshotEvent>,
): GroupSnapshotState | null => {
  if (event.type === 'GroupSnapshotRequested') return born(event);
  if (state === null || event.type === 'GroupSnapshotAbandoned') return null;
  return { ...state, ...changes(state, event), updated_at: event.at };
};

export const groupSnapshotAggregate: Aggregate<GroupSnapshotState, GroupSnapshotEvent> = {
  category: 'groupSnapshot',
  events: groupSnapshotEvents,
  evolve: evolveGroupSnapshot,
};

/** The group snapshot, or the error that a client reads when it is gone or was never there. */
export const existingGroupSnapshot = (state: GroupSnapshotState | null, id: string): GroupSnapshotState => {
  if (state === null || state.deleted_at !== null) throw groupSnapshotNotFound(id);
  return state;
};
