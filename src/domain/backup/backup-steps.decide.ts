import { existingBackup, cut, type BackupData } from './backup.decide.js';
import type { BackupEvent } from './backup.events.js';
import type { BackupPhase } from './backup-creation.state.js';
import type { BackupState } from './backup.state.js';
import { StepNotDue } from '../shared/step-not-due.js';

/** The events that move the create workflow on, and the phase each one belongs to. */
const stepPhase = {
  BackupScheduled: 'requested',
  BackupStarted: 'scheduled',
  BackupTempPlanned: 'started',
  BackupTempCreated: 'planned',
  BackupDevicePrepared: 'started',
  BackupDeviceExported: 'prepared',
  BackupDeviceAttached: 'exported',
  BackupTransferStarted: 'exported',
  BackupTransferInterrupted: 'exported',
  BackupDataCompleted: 'exported',
  BackupDeviceDetached: 'transferred',
  BackupDeviceUnexported: 'detached',
} as const satisfies Partial<Record<BackupEvent['type'], BackupPhase>>;

export type BackupStepEvent = Extract<BackupEvent, { type: keyof typeof stepPhase }>;

/** What may still be recorded after a failure: giving back, from where the device is connected or only exported. */
const undoPhases: Partial<Record<BackupEvent['type'], readonly BackupPhase[]>> = {
  BackupDeviceDetached: ['exported', 'transferred'],
  BackupDeviceUnexported: ['prepared', 'detached'],
};

/**
 * Records a step of the create workflow. A worker that comes late, because its job ran twice, finds another phase and is
 * told {@link StepNotDue}; so is a second worker that begins the same attempt, because its number fences the chunks.
 */
export const recordStep = (state: BackupState | null, id: string, step: BackupStepEvent): BackupEvent[] => {
  const backup = existingBackup(state, id);
  const forward = backup.failing === null && !backup.cancelling;
  const due = forward ? [stepPhase[step.type]] : (undoPhases[step.type] ?? []);
  if (!due.includes(backup.phase)) {
    throw new StepNotDue(`${step.type} is not due for backup ${id}: it is ${describe(backup)}`);
  }
  const attempt = 'attempt' in step.data ? step.data.attempt : undefined;
  const current = step.type === 'BackupDeviceAttached' ? backup.attempts + 1 : backup.attempts;
  if (attempt !== undefined && attempt !== current) {
    throw new StepNotDue(`attempt ${attempt} of backup ${id} was made by another worker`);
  }
  return [step];
};

/** Is this attempt the one that moves the bytes? A worker that was asleep may find that another one took over, or that all is over. */
export const requireTransferring = (state: BackupState | null, id: string, attempt: number): void => {
  const backup = existingBackup(state, id);
  const goesOn = backup.phase === 'exported' && backup.failing === null && !backup.cancelling;
  if (!goesOn || backup.attempts !== attempt) {
    throw new StepNotDue(`attempt ${attempt} of backup ${id} is over: it is ${describe(backup)}`);
  }
};

const describe = (backup: BackupState): string => {
  if (backup.failing !== null) return `giving up after ${backup.failing.step}`;
  return backup.cancelling ? 'being cancelled' : backup.phase;
};

/** The copy is complete, and is what will be read. */
export const recordTempCreated = (state: BackupState | null, id: string): BackupEvent[] => {
  const { temp } = existingBackup(state, id);
  if (temp === null) throw new StepNotDue(`backup ${id} has no temporary`);
  const created = recordStep(state, id, { type: 'BackupTempCreated', data: { temp_id: temp.id } });
  const device = { device_kind: temp.kind, device_id: temp.id };
  return [...created, { type: 'BackupDevicePrepared', data: device }];
};

/** In every outcome; it is owed no more. */
export const recordTempReleased = (state: BackupState | null, tempId: string): BackupEvent[] =>
  state?.temp?.id === tempId ? [{ type: 'BackupTempReleased', data: { temp_id: tempId } }] : [];

/** A step failed for good: what it holds is given back next. */
export const failStep = (state: BackupState | null, step: string, reason: string): BackupEvent[] => {
  if (state === null || state.phase === 'done' || state.failing !== null) return [];
  return [{ type: 'BackupStepFailed', data: { step, fail_reason: cut(reason) } }];
};

/** The end of a create that holds nothing any more. One that failed while it was being cancelled was cancelled. */
export const endFailed = (state: BackupState | null): BackupEvent[] => {
  if (state === null || state.phase === 'done') return [];
  if (state.cancelling) return [{ type: 'BackupCancelled', data: { reason: whyCancelled(state) } }];
  if (state.failing === null) return [];
  return [{ type: 'BackupFailed', data: state.failing satisfies BackupData<'BackupFailed'> }];
};

export const cancelReason = 'the operation was cancelled';

/** The owner is told who it was; a backup that is deleted has no need of it. */
const whyCancelled = ({ deletion, cancel_reason }: BackupState): string =>
  deletion === null ? (cancel_reason ?? cancelReason) : cancelReason;

/** The transfer of a cancelled create has stopped; until then nobody may take the device away from it. */
export const stopTransfer = (state: BackupState | null): BackupEvent[] =>
  state?.cancelling === true && state.phase === 'exported' ? failStep(state, 'transfer', cancelReason) : [];

/** A worker that comes late, after the operation was given up, must not make it available again. */
export const endAvailable = (state: BackupState | null): BackupEvent[] =>
  state === null || state.phase !== 'unexported' || state.failing !== null || state.cancelling
    ? []
    : [{ type: 'BackupAvailable', data: { size: state.size, object_count: state.object_count } }];

/** Only an operation that still is on the lost host moves. */
export const rescheduleBackup = (
  state: BackupState | null,
  data: BackupData<'BackupRescheduled'>,
): BackupEvent[] =>
  state === null || state.phase === 'done' || state.host !== data.lost_host
    ? []
    : [{ type: 'BackupRescheduled', data }];
