import { StepNotDue } from '../shared/step-not-due.js';
import type { VerificationEvent, VerificationOutcome } from './verification.events.js';
import type { VerificationState } from './verification.state.js';

type Data<T extends VerificationEvent['type']> = Extract<VerificationEvent, { type: T }>['data'];
export type VerificationToStart = Data<'VerificationRequested'>;
export type VerificationFindings = Omit<Data<'VerificationChecked'>, 'attempt'>;

export const requestVerification = (verification: VerificationToStart): VerificationEvent[] => [
  { type: 'VerificationRequested', data: verification },
];

export const abandonVerification = (reason: string): VerificationEvent[] => [
  { type: 'VerificationAbandoned', data: { reason } },
];

const isOpen = (state: VerificationState | null): state is VerificationState =>
  state !== null && !state.cancelling && (state.phase === 'requested' || state.phase === 'running');

/** Every attempt starts anew, and takes over from the one before. */
export const startAttempt = (
  state: VerificationState | null,
  id: string,
  data: Data<'VerificationStarted'>,
): VerificationEvent[] => {
  if (!isOpen(state) || data.attempt !== state.attempts + 1) {
    throw new StepNotDue(`attempt ${data.attempt} of verification ${id} is not due`);
  }
  return [{ type: 'VerificationStarted', data }];
};

type AttemptEvent = Extract<
  VerificationEvent,
  { type: 'VerificationProgressed' | 'VerificationChecked' | 'VerificationStepFailed' }
>;

/** What the newest attempt found. One that was overtaken, or told to stop, has nothing to say any more. */
export const recordAttempt = (
  state: VerificationState | null,
  id: string,
  event: AttemptEvent,
): VerificationEvent[] => {
  if (!isOpen(state) || event.data.attempt !== state.attempts) {
    throw new StepNotDue(`attempt ${event.data.attempt} of verification ${id} is over`);
  }
  return [event];
};

/** Names and problems come from the store, which may hold anything. */
const longest = 255;
const cut = (words: string): string => Array.from(words).slice(0, longest).join('');

export const checked = (attempt: number, findings: VerificationFindings): AttemptEvent => ({
  type: 'VerificationChecked',
  data: {
    ...findings,
    attempt,
    damaged: findings.damaged.map(({ object_name, problem }) => ({
      object_name: cut(object_name),
      problem: cut(problem),
    })),
  },
});

/** Nothing stops a verification whose findings are known: it only has to tell them. */
export const requestCancel = (state: VerificationState | null, reason: string): VerificationEvent[] =>
  isOpen(state) ? [{ type: 'VerificationCancelRequested', data: { reason } }] : [];

/** How it will end, once that is certain; nothing changes it afterwards. */
export const certainOutcome = (state: VerificationState): VerificationOutcome | null => {
  if (state.outcome !== null) return state.outcome;
  if (state.cancelling) return 'cancelled';
  if (state.phase !== 'checked') return null;
  if (state.fail_reason !== null) return 'failed';
  return state.damaged_objects > 0 ? 'damaged' : 'passed';
};

/** For people; null while there is nothing to say. */
export const messageOf = (state: VerificationState): string | null => {
  switch (certainOutcome(state)) {
    case 'damaged':
      return `${state.damaged_objects} of ${state.objects_checked} objects are missing or damaged.`;
    case 'failed':
      return `It could not be carried out, which tells nothing about the backup: ${state.fail_reason}`;
    case 'cancelled':
      return `Cancelled: ${state.cancel_reason}.`;
    default:
      return null;
  }
};

export const endVerification = (state: VerificationState | null): VerificationEvent[] => {
  const outcome = state === null || state.phase === 'done' ? null : certainOutcome(state);
  return outcome === null ? [] : [{ type: 'VerificationEnded', data: { outcome } }];
};
