import type { Aggregate, Recorded } from '../shared/event.js';
import { restoreEvents, type RestoreEvent } from './restore.events.js';

/** Where the restore workflow stands; each name is what was done last. */
export type RestorePhase =
  'requested' | 'started' | 'prepared' | 'exported' | 'transferred' | 'detached' | 'unexported' | 'done';

export interface RestoreState {
  readonly id: string;
  readonly project_id: string;
  readonly user_id: string;
  readonly backup_id: string;
  readonly volume_id: string;
  readonly volume_is_new: boolean;
  readonly creates_volume: boolean;
  /** The host that runs it; null before one was chosen. */
  readonly host: string | null;
  readonly phase: RestorePhase;
  readonly outcome: 'completed' | 'failed' | 'cancelled' | null;
  readonly failing: { readonly step: string; readonly fail_reason: string } | null;
  /** It was told to stop, until RestoreCancelled. */
  readonly cancelling: boolean;
  readonly fail_reason: string | null;
  /** Runs of the data step so far. */
  readonly attempts: number;
  readonly applied_objects: number;
  readonly bytes_done: number;
  readonly total_bytes: number | null;
  readonly created_at: string;
  readonly updated_at: string;
}

type Born = Exclude<RestoreEvent, { type: 'RestoreRequested' | 'RestoreAbandoned' }>;

const changes = (event: Born): Partial<RestoreState> => {
  switch (event.type) {
    case 'RestoreStarted':
      return { ...event.data, phase: 'started' };
    case 'RestoreRescheduled':
      return { host: event.data.host };
    case 'RestoreTargetPrepared':
      return { phase: 'prepared' };
    case 'RestoreDeviceExported':
      return { phase: 'exported' };
    case 'RestoreDeviceAttached':
      return { attempts: event.data.attempt };
    case 'RestoreProgressed':
      return event.data;
    case 'RestoreInterrupted':
      return {};
    case 'RestoreDataCompleted':
      return { phase: 'transferred' };
    case 'RestoreDeviceDetached':
      return { phase: 'detached' };
    case 'RestoreDeviceUnexported':
      return { phase: 'unexported' };
    case 'RestoreStepFailed':
      return { failing: event.data };
    case 'RestoreCancelRequested':
      return { cancelling: true };
    case 'RestoreCancelled':
      return { phase: 'done', outcome: 'cancelled', failing: null, cancelling: false };
    case 'RestoreFailed':
      return { phase: 'done', outcome: 'failed', failing: null, fail_reason: event.data.fail_reason };
    case 'RestoreCompleted':
      return { phase: 'done', outcome: 'completed' };
  }
};

export const evolveRestore = (
  state: RestoreState | null,
  event: Recorded<RestoreEvent>,
): RestoreState | null => {
  if (event.type === 'RestoreRequested') {
    const { restore_id, ...data } = event.data;
    return {
      ...data,
      id: restore_id,
      phase: 'requested',
      host: null,
      outcome: null,
      failing: null,
      cancelling: false,
      fail_reason: null,
      attempts: 0,
      applied_objects: 0,
      bytes_done: 0,
      total_bytes: null,
      created_at: event.at,
      updated_at: event.at,
    };
  }
  if (state === null || event.type === 'RestoreAbandoned') return null;
  return { ...state, ...changes(event), updated_at: event.at };
};

export const restoreAggregate: Aggregate<RestoreState, RestoreEvent> = {
  category: 'restore',
  events: restoreEvents,
  evolve: evolveRestore,
};
