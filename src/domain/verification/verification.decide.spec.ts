import {
  attemptStarted,
  runningVerification,
  sound,
  verificationId,
  verificationRequested,
  verificationToStart,
} from '../../../test/domain/histories/verification.js';
import { given, momentOf } from '../../../test/support/given.js';
import { nextVerificationStep } from '../process/next-step.js';
import {
  abandonVerification,
  checked,
  endVerification,
  messageOf,
  recordAttempt,
  requestCancel,
  requestVerification,
  startAttempt,
} from './verification.decide.js';
import type { VerificationEvent } from './verification.events.js';
import { verificationAggregate, type VerificationState } from './verification.state.js';

const id = verificationId;
const broken = {
  ...sound,
  damaged_objects: 1,
  damaged: [{ object_name: 'volume_6f8d0c1e-00007', problem: 'is missing' }],
};
const failed = {
  type: 'VerificationStepFailed',
  data: { attempt: 1, fail_reason: 'The store does not answer' },
} as const satisfies VerificationEvent;
const cancel: VerificationEvent = {
  type: 'VerificationCancelRequested',
  data: { reason: 'the backup is deleted' },
};
const cancelIt = (state: VerificationState | null) => requestCancel(state, 'the backup is deleted');
const begin = (attempt: number) => (state: VerificationState | null) =>
  startAttempt(state, id, { host: 'backup-1', attempt });
const record = (event: Parameters<typeof recordAttempt>[2]) => (state: VerificationState | null) =>
  recordAttempt(state, id, event);
const next = (history: readonly VerificationEvent[]): string | null => {
  const { state } = given(verificationAggregate, history);
  return state === null ? null : nextVerificationStep(state);
};
const said = (history: readonly VerificationEvent[]): string | null => {
  const { state } = given(verificationAggregate, history);
  return state === null ? null : messageOf(state);
};

describe('A verification', () => {
  it('is requested, or never existed', () => {
    given(verificationAggregate, [])
      .when(() => requestVerification(verificationToStart))
      .then([verificationRequested])
      .thenState({ phase: 'requested', outcome: null, started_at: null, attempts: 0 });
    given(verificationAggregate, [])
      .when(() => abandonVerification('the request died'))
      .thenState(null);
    expect(next([verificationRequested])).toBe('verify');
  });

  it.each([
    ['passed', sound, null],
    ['damaged', broken, '1 of 43 objects are missing or damaged.'],
  ] as const)('that looked at everything has %s', (outcome, findings, message) => {
    const all = [...runningVerification, checked(1, findings)];
    expect(next(all)).toBe('finish');
    expect(said(all)).toBe(message);
    given(verificationAggregate, runningVerification)
      .when(record(checked(1, findings)))
      .when(endVerification)
      .then([{ type: 'VerificationEnded', data: { outcome } }])
      .when(endVerification)
      .thenNothing()
      .thenState({ phase: 'done', outcome, finished_at: momentOf(3), started_at: momentOf(1) });
  });

  it('that cannot be carried out says that nothing is known about the backup', () => {
    const history = [...runningVerification, failed];
    expect(said(history)).toBe(
      'It could not be carried out, which tells nothing about the backup: The store does not answer',
    );
    given(verificationAggregate, history)
      .when(endVerification)
      .then([{ type: 'VerificationEnded', data: { outcome: 'failed' } }]);
  });

  it('begins anew after a crash, and what the former attempt has to say counts no more', () => {
    const history = [
      ...runningVerification,
      { type: 'VerificationProgressed', data: { attempt: 1, objects_checked: 9, bytes_checked: 900 } },
    ] as const satisfies readonly VerificationEvent[];
    expect(next(history)).toBe('verify');
    given(verificationAggregate, history)
      .when(begin(2))
      .then([attemptStarted(2)])
      .thenState({ attempts: 2, objects_checked: 0, bytes_checked: 0, started_at: momentOf(1) });
    given(verificationAggregate, history).when(begin(1)).thenNotDue();
    const again = [...history, attemptStarted(2)];
    given(verificationAggregate, again).when(record(failed)).thenNotDue();
    given(verificationAggregate, again)
      .when(record(checked(1, broken)))
      .thenNotDue();
  });

  it('is over when it is cancelled, whatever its attempt finds', () => {
    for (const history of [[verificationRequested], runningVerification]) {
      given(verificationAggregate, history).when(cancelIt).then([cancel]).when(cancelIt).thenNothing();
      const during = [...history, cancel];
      expect(next(during)).toBe('finish');
      expect(said(during)).toBe('Cancelled: the backup is deleted.');
      given(verificationAggregate, during).when(begin(2)).thenNotDue();
      given(verificationAggregate, during)
        .when(record(checked(1, broken)))
        .thenNotDue();
      given(verificationAggregate, during)
        .when(endVerification)
        .then([{ type: 'VerificationEnded', data: { outcome: 'cancelled' } }])
        .thenState({ phase: 'done', outcome: 'cancelled', cancelling: false });
    }
  });

  it('is not cancelled once its findings are known', () => {
    given(verificationAggregate, [...runningVerification, checked(1, sound)])
      .when(cancelIt)
      .thenNothing();
    given(verificationAggregate, []).when(cancelIt).thenNothing();
  });

  it('keeps short what a store may say at length', () => {
    const long = { ...broken, damaged: [{ object_name: 'x'.repeat(999), problem: 'y'.repeat(999) }] };
    given(verificationAggregate, runningVerification)
      .when(record(checked(1, long)))
      .thenState({ damaged: [{ object_name: 'x'.repeat(255), problem: 'y'.repeat(255) }] });
  });
});
