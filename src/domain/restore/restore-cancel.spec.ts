import { restoreSteps, restoreStepFailed, restoreUpTo } from '../../../test/domain/histories/restore.js';
import { given } from '../../../test/support/given.js';
import { nextRestoreStep } from '../process/next-step.js';
import {
  cancelByUser,
  endCompleted,
  endFailed,
  recordStep,
  requestCancel,
  stopTransfer,
} from './restore.decide.js';
import type { RestoreEvent } from './restore.events.js';
import { restoreAggregate, type RestoreState } from './restore.state.js';

const cancel: RestoreEvent = { type: 'RestoreCancelRequested', data: { reason: 'reset' } };
const cancelled: RestoreEvent = { type: 'RestoreCancelled', data: { reason: 'the operation was cancelled' } };
const during = (last: Parameters<typeof restoreUpTo>[0]) => [...restoreUpTo(last), cancel];
const next = (history: readonly RestoreEvent[]): string | null => {
  const { state } = given(restoreAggregate, history);
  return state === null ? null : nextRestoreStep(state);
};

describe('A user', () => {
  const byUser = (state: RestoreState | null) => cancelByUser(state, 'u7');
  const reason = 'cancelled by user u7';
  const asked: RestoreEvent = { type: 'RestoreCancelRequested', data: { reason, user_id: 'u7' } };

  it('stops a restore once, and it says who it was', () => {
    given(restoreAggregate, restoreUpTo('RestoreDeviceAttached')).when(byUser).then([asked]);
    given(restoreAggregate, [...restoreUpTo('RestoreStarted'), asked])
      .when(byUser)
      .thenNothing()
      .when(endFailed)
      .then([{ type: 'RestoreCancelled', data: { reason } }]);
  });

  it.each(['RestoreDataCompleted', 'RestoreDeviceUnexported'] as const)('comes too late after %s', (last) => {
    given(restoreAggregate, restoreUpTo(last)).when(byUser).thenNothing();
  });
});

describe('A cancelled restore', () => {
  it('is cancelled once, and only while it runs', () => {
    const history = restoreUpTo('RestoreDeviceAttached');
    given(restoreAggregate, history)
      .when((state) => requestCancel(state, 'reset'))
      .then([cancel])
      .when((state) => requestCancel(state, 'again'))
      .thenNothing();
    given(restoreAggregate, [...history, cancel, cancelled])
      .when((state) => requestCancel(state, 'late'))
      .thenNothing();
  });

  it.each([
    ['RestoreStarted', 'fail'],
    ['RestoreTargetPrepared', 'removeExport'],
    ['RestoreDeviceAttached', 'transfer'],
    ['RestoreDataCompleted', 'detachDevice'],
    ['RestoreDeviceUnexported', 'fail'],
  ] as const)('after %s goes on with %s', (last, step) => {
    expect(next(during(last))).toBe(step);
  });

  it('lets go of the target only when the data step has stopped', () => {
    const history = during('RestoreDeviceAttached');
    expect(next([...history, ...stopTransfer(given(restoreAggregate, history).state)])).toBe('detachDevice');
    given(restoreAggregate, during('RestoreDataCompleted')).when(stopTransfer).thenNothing();
  });

  it('makes no more progress and never completes', () => {
    const progress = restoreSteps.find(({ type }) => type === 'RestoreProgressed');
    if (progress === undefined) throw new Error('no progress in the history');
    given(restoreAggregate, during('RestoreDeviceAttached'))
      .when((state) => recordStep(state, 'id', progress))
      .thenNotDue();
    given(restoreAggregate, during('RestoreDeviceUnexported'))
      .when((state) => endCompleted(state, null))
      .thenNothing();
  });

  it('ends cancelled, also when it was failing already', () => {
    for (const history of [
      during('RestoreStarted'),
      [...restoreUpTo('RestoreStarted'), restoreStepFailed, cancel],
    ]) {
      given(restoreAggregate, history)
        .when(endFailed)
        .then([cancelled])
        .thenState({ phase: 'done', outcome: 'cancelled', cancelling: false, failing: null });
    }
  });
});
