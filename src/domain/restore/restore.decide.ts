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

/** As recordStep of backups: who comes late is told {@link StepNotDue}. */
export const recordStep = (
  state: RestoreState | null,
  id: string,
  step: RestoreStepEvent,
): RestoreEvent[] => {
  const due = state?.failing === null ? [stepPhase[step.type]] : (undoPhases[step.type] ?? []);
  if (state === null || !due.includes(state.phase)) {
    throw new StepNotDue(`${step.type} is not due for restore ${id}`);
  }
  if (step.type === 'RestoreDeviceAttached' && step.data.attempt !== state.attempts + 1) {
    throw new StepNotDue(`attempt ${step.data.attempt} of restore ${id} was made by another worker`);
  }
  return [step];
};

export const failStep = (state: RestoreState | null, step: string, fail_reason: string): RestoreEvent[] =>
  state === null || state.phase === 'done' || state.failing !== null
    ? []
    : [{ type: 'RestoreStepFailed', data: { step, fail_reason } }];

export const endFailed = (state: RestoreState | null): RestoreEvent[] =>
  state === null || state.failing === null ? [] : [{ type: 'RestoreFailed', data: state.failing }];

export const endCompleted = (state: RestoreState | null, src_backup_id: string | null): RestoreEvent[] =>
  state === null || state.phase !== 'unexported' || state.failing !== null
    ? []
    : [{ type: 'RestoreCompleted', data: { src_backup_id } }];
