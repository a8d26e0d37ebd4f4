import type { Aggregate, Recorded } from '../shared/event.js';
import { transferEvents, type TransferEvent } from './transfer.events.js';

export interface Acceptance {
  /** Id of the request. */
  readonly acceptance: string;
  readonly project_id: string;
  readonly user_id: string;
  readonly snapshot_ids: readonly string[];
}

/** A transfer as its events tell it; member names are Cinder's columns where Cinder has one. */
export interface TransferState {
  readonly id: string;
  readonly volume_id: string;
  /** Who gives. */
  readonly project_id: string;
  readonly user_id: string;
  readonly display_name: string | null;
  readonly no_snapshots: boolean;
  readonly salt: string;
  readonly key_hash: string;
  readonly phase: 'pending' | 'accepting' | 'deleting' | 'done';
  /** Who gets, from the moment on at which that is decided. */
  readonly accepted_by: Acceptance | null;
  readonly accepted: boolean;
  readonly created_at: string;
  readonly updated_at: string | null;
  readonly deleted_at: string | null;
}

type Born = Exclude<TransferEvent, { type: 'TransferRequested' | 'TransferAbandoned' }>;

const changes = (event: Recorded<Born>): Partial<TransferState> => {
  switch (event.type) {
    case 'TransferAcceptRequested':
      return { phase: 'accepting', accepted_by: event.data };
    case 'TransferAcceptFailed':
      return { phase: 'pending', accepted_by: null };
    case 'TransferAccepted':
      return { phase: 'done', accepted: true, deleted_at: event.at };
    case 'TransferDeletionRequested':
      return { phase: 'deleting' };
    case 'TransferDeleted':
      return { phase: 'done', deleted_at: event.at };
  }
};

export const evolveTransfer = (
  state: TransferState | null,
  event: Recorded<TransferEvent>,
): TransferState | null => {
  if (event.type === 'TransferRequested') {
    const { transfer_id, ...data } = event.data;
    return {
      ...data,
      id: transfer_id,
      phase: 'pending',
      accepted_by: null,
      accepted: false,
      created_at: event.at,
      updated_at: null,
      deleted_at: null,
    };
  }
  if (state === null || event.type === 'TransferAbandoned') return null;
  return { ...state, ...changes(event), updated_at: event.at };
};

export const transferAggregate: Aggregate<TransferState, TransferEvent> = {
  category: 'transfer',
  events: transferEvents,
  evolve: evolveTransfer,
};
