import type { Aggregate, Recorded } from '../shared/event.js';
import { withMark, type Mark, type TransferRun } from '../shared/transfer-run.js';
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
  /** The user who stopped it; null when the backup's deletion or reset did. */
  readonly cancelled_by: string | null;
  readonly fail_reason: string | null;
  /** Runs of the data step so far. */
  readonly attempts: number;
  readonly applied_objects: number;
  readonly bytes_done: number;
  readonly total_bytes: number | null;
  /** The newest attempt, where it began and how far it was at the last moments. */
  readonly transfer:
    (TransferRun & { readonly bytes_before: number; readonly marks: readonly Mark[] }) | null;
  readonly ended_at: string | null;
  readonly created_at: string;
  readonly updated_at: string;
}

const stopped = ({ transfer }: RestoreState, at: string): RestoreState['transfer'] =>
  transfer === null ? null : { ...transfer, ended_at: transfer.ended_at ?? at };

const ended = (at: string, outcome: RestoreState['outcome']): Partial<RestoreState> => ({
  phase: 'done',
  outcome,
  ended_at: at,
});

const progressed = (
  { transfer }: RestoreState,
  { data, at }: Recorded<Extract<RestoreEvent, { type: 'RestoreProgressed' }>>,
): Partial<RestoreState> => {
  const { applied_objects, bytes_done, total_bytes } = data;
  const marks = withMark(transfer?.marks ?? [], at, bytes_done);
  return {
    applied_objects,
    bytes_done,
    total_bytes,
    transfer: transfer === null ? null : { ...transfer, marks },
  };
};

type Born = Exclude<RestoreEvent, { type: 'RestoreRequested' | 'RestoreAbandoned' }>;

const changes = (state: RestoreState, event: Recorded<Born>): Partial<RestoreState> => {
  switch (event.type) {
    case 'RestoreStarted':
      return { ...event.data, phase: 'started' };
    case 'RestoreRescheduled':
      return { host: event.data.host, transfer: stopped(state, event.at) };
    case 'RestoreTargetPrepared':
      return { phase: 'prepared' };
    case 'RestoreDeviceExported':
      return { phase: 'exported' };
    case 'RestoreDeviceAttached':
      return {
        attempts: event.data.attempt,
        transfer: {
          attempt: event.data.attempt,
          started_at: event.at,
          ended_at: null,
          bytes_before: state.bytes_done,
          marks: [],
        },
      };
    case 'RestoreProgressed':
      return progressed(state, event);
    case 'RestoreInterrupted':
      return { transfer: stopped(state, event.at) };
    case 'RestoreDataCompleted': {
      const { bytes_written: bytes_done } = event.data;
      const total_bytes = state.total_bytes ?? bytes_done;
      return { phase: 'transferred', bytes_done, total_bytes, transfer: stopped(state, event.at) };
    }
    case 'RestoreDeviceDetached':
      return { phase: 'detached' };
    case 'RestoreDeviceUnexported':
      return { phase: 'unexported' };
    case 'RestoreStepFailed':
      return { failing: event.data, transfer: stopped(state, event.at) };
    case 'RestoreCancelRequested':
      return { cancelling: true, cancelled_by: event.data.user_id ?? null };
    case 'RestoreCancelled':
      return { ...ended(event.at, 'cancelled'), failing: null, cancelling: false };
    case 'RestoreFailed':
      return { ...ended(event.at, 'failed'), failing: null, fail_reason: event.data.fail_reason };
    case 'RestoreCompleted':
      return ended(event.at, 'completed');
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
      cancelled_by: null,
      fail_reason: null,
      attempts: 0,
      applied_objects: 0,
      bytes_done: 0,
      total_bytes: null,
      transfer: null,
      ended_at: null,
      created_at: event.at,
      updated_at: event.at,
    };
  }
  if (state === null || event.type === 'RestoreAbandoned') return null;
  return { ...state, ...changes(state, event), updated_at: event.at };
};

export const restoreAggregate: Aggregate<RestoreState, RestoreEvent> = {
  category: 'restore',
  events: restoreEvents,
  evolve: evolveRestore,
};
