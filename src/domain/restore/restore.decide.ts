import { StepNotDue } from '../shared/step-not-due.js';
import type { RestoreEvent } from './restore.events.js';
import type { RestorePhase, RestoreState } from './restore.state.js';

type Data<T extends RestoreEvent['type']> = Extract<RestoreEvent, { type: T }>['data'];
export type RestoreToStart = Data<'RestoreRequested'>;

export const requestRestore = (restore: RestoreToStart): RestoreEvent[] => [
  { type: 'RestoreRequested', data: restore },
];

export const abandonRestore = (reason: string): RestoreEvent[] => [
  { type: 'RestoreAbandoned', data: { reason } },
];

/** The events that move the restore workflow on, and the phase each one belongs to. */
const stepPhase = {
  RestoreStarted: 'requested',
  RestoreTargetPrepared: 'started',
  RestoreDeviceExported: 'prepared',
  RestoreDeviceAttached: 'exported',
  RestoreProgressed: 'exported',
  RestoreInterrupted: 'exported',
  RestoreDataCompleted: 'exported',
  RestoreDeviceDetached: 'transferred',
  RestoreDeviceUnexported: 'detached',
} as const satisfies Partial<Record<RestoreEvent['type'], RestorePhase>>;

export type RestoreStepEvent = Extract<RestoreEvent, { type: keyof typeof stepPhase }>;

/** What may still be recorded after a failure: giving back, from where the target is connected or only exported. */
const undoPhases: Partial<Record<RestoreEvent['type'], readonly RestorePhase[]>> = {
  RestoreDeviceDetached: ['exported', 'transferred'],
  RestoreDeviceUnexported: ['prepared', 'detached'],
};

/**
 * As recordStep of backups: who comes late is told {@link StepNotDue}. So is a worker whose attempt is over, because another
 * one has begun the next: its progress would be counted twice.
 */
export const recordStep = (
  state: RestoreState | null,
  id: string,
  step: RestoreStepEvent,
): RestoreEvent[] => {
  const forward = state?.failing === null && !state.cancelling;
  const due = forward ? [stepPhase[step.type]] : (undoPhases[step.type] ?? []);
  if (state === null || !due.includes(state.phase)) {
    throw new StepNotDue(`${step.type} is not due for restore ${id}`);
  }
  const attempt = 'attempt' in step.data ? step.data.attempt : undefined;
  const current = step.type === 'RestoreDeviceAttached' ? state.attempts + 1 : state.attempts;
  if (attempt !== undefined && attempt !== current) {
    throw new StepNotDue(`attempt ${attempt} of restore ${id} was made by another worker`);
  }
  return [step];
};

/** As {@link recordStep}, of an attempt that has begun: one that was asleep, and was replaced meanwhile, records nothing. */
export const recordOfAttempt = (
  state: RestoreState | null,
  id: string,
  attempt: number,
  step: RestoreStepEvent,
): RestoreEvent[] => {
  const events = recordStep(state, id, step);
  if (state?.attempts === attempt) return events;
  throw new StepNotDue(`attempt ${attempt} of restore ${id} was replaced by another one`);
};

/**
 * The volume backend made the new volume with the bytes in it. One append, so that nobody ever copies into a volume that
 * was filled in another way.
 */
export const recordFilled = (
  state: RestoreState | null,
  id: string,
  { volume_id, bytes_written }: Data<'RestoreTargetPrepared'> & Data<'RestoreDataCompleted'>,
): RestoreEvent[] => [
  ...recordStep(state, id, { type: 'RestoreTargetPrepared', data: { volume_id } }),
  { type: 'RestoreDataCompleted', data: { bytes_written } },
];

export const failStep = (state: RestoreState | null, step: string, fail_reason: string): RestoreEvent[] =>
  state === null || state.phase === 'done' || state.failing !== null
    ? []
    : [{ type: 'RestoreStepFailed', data: { step, fail_reason } }];

/** Stops a restore, whoever asks for it; one that is over already stays as it ended. */
export const requestCancel = (state: RestoreState | null, reason: string): RestoreEvent[] =>
  state === null || state.phase === 'done' || state.cancelling
    ? []
    : [{ type: 'RestoreCancelRequested', data: { reason } }];

/** Where nothing is left to be stopped: all bytes are there, the rest is tidying up. */
const endPhases: ReadonlySet<RestorePhase> = new Set(['transferred', 'detached', 'unexported', 'done']);

/** As {@link requestCancel}, by a user who wants this restore to stop. */
export const cancelByUser = (state: RestoreState | null, user_id: string): RestoreEvent[] =>
  state === null || state.failing !== null || state.cancelling || endPhases.has(state.phase)
    ? []
    : [{ type: 'RestoreCancelRequested', data: { reason: reasonOf(user_id), user_id } }];

const reasonOf = (userId: string): string => `cancelled by user ${userId}`;

const cancelReason = 'the operation was cancelled';

/** What the target's history and the end of the restore say. */
export const whyCancelled = ({ cancelled_by }: RestoreState): string =>
  cancelled_by === null ? cancelReason : reasonOf(cancelled_by);

/** The data step of a cancelled restore has stopped; until then nobody may take the target away from it. */
export const stopTransfer = (state: RestoreState | null): RestoreEvent[] =>
  state?.cancelling === true && state.phase === 'exported' ? failStep(state, 'transfer', cancelReason) : [];

/** The end of a restore that holds nothing any more. One that failed while it was being cancelled was cancelled. */
export const endFailed = (state: RestoreState | null): RestoreEvent[] => {
  if (state === null || state.phase === 'done') return [];
  if (state.cancelling) return [{ type: 'RestoreCancelled', data: { reason: whyCancelled(state) } }];
  return state.failing === null ? [] : [{ type: 'RestoreFailed', data: state.failing }];
};

export const endCompleted = (state: RestoreState | null, src_backup_id: string | null): RestoreEvent[] =>
  state === null || state.phase !== 'unexported' || state.failing !== null || state.cancelling
    ? []
    : [{ type: 'RestoreCompleted', data: { src_backup_id } }];

/** Only an operation that still is on the lost host moves. */
export const rescheduleRestore = (
  state: RestoreState | null,
  data: { readonly host: string; readonly lost_host: string },
): RestoreEvent[] =>
  state === null || state.phase === 'done' || state.host !== data.lost_host
    ? []
    : [{ type: 'RestoreRescheduled', data }];
