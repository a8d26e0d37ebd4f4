import { given } from '../../../test/support/given.js';
import {
  backupId,
  restoreId,
  restoreRequested,
  restoreStepFailed,
  restoreSteps,
  restoreToStart,
  restoreUpTo,
} from '../../../test/domain/histories/restore.js';
import {
  abandonRestore,
  endCompleted,
  endFailed,
  failStep,
  recordStep,
  requestRestore,
} from './restore.decide.js';
import type { RestoreEvent } from './restore.events.js';
import { restoreAggregate, type RestorePhase, type RestoreState } from './restore.state.js';

const completed: RestoreEvent = { type: 'RestoreCompleted', data: { src_backup_id: backupId } };
const failed: RestoreEvent = {
  type: 'RestoreFailed',
  data: { step: 'transfer', fail_reason: 'object volume_6f8d0c1e-00007 is damaged' },
};
const complete = (state: RestoreState | null) => endCompleted(state, backupId);

/** History up to each phase, what is due there, and what is due there after a failure. */
const table: Readonly<
  Record<RestorePhase, readonly [readonly RestoreEvent[], readonly string[], readonly string[]]>
> = {
  requested: [[restoreRequested], ['RestoreStarted'], []],
  started: [restoreUpTo('RestoreStarted'), ['RestoreTargetPrepared'], []],
  prepared: [restoreUpTo('RestoreTargetPrepared'), ['RestoreDeviceExported'], ['RestoreDeviceUnexported']],
  exported: [
    restoreUpTo('RestoreDeviceAttached'),
    ['RestoreProgressed', 'RestoreInterrupted', 'RestoreDataCompleted'],
    ['RestoreDeviceDetached'],
  ],
  transferred: [restoreUpTo('RestoreDataCompleted'), ['RestoreDeviceDetached'], ['RestoreDeviceDetached']],
  detached: [restoreUpTo('RestoreDeviceDetached'), ['RestoreDeviceUnexported'], ['RestoreDeviceUnexported']],
  unexported: [restoreUpTo('RestoreDeviceUnexported'), [], []],
  done: [[...restoreUpTo('RestoreDeviceUnexported'), completed], [], []],
};

const expectDue = (history: readonly RestoreEvent[], allowed: readonly string[]): void => {
  for (const step of restoreSteps) {
    const outcome = given(restoreAggregate, history).when((state) => recordStep(state, restoreId, step));
    if (allowed.includes(step.type)) outcome.then([step]);
    else outcome.thenNotDue();
  }
};

describe('A restore', () => {
  it('is requested', () => {
    given(restoreAggregate, [])
      .when(() => requestRestore(restoreToStart))
      .then([restoreRequested])
      .thenState({ phase: 'requested', outcome: null, applied_objects: 0, total_bytes: null });
  });

  it('whose request died never existed', () => {
    given(restoreAggregate, [])
      .when(() => abandonRestore('the request died'))
      .thenState(null);
  });

  it('knows how far it came', () => {
    given(restoreAggregate, restoreUpTo('RestoreInterrupted')).thenState({
      phase: 'exported',
      attempts: 1,
      applied_objects: 20,
      bytes_done: 1_048_576_000,
      total_bytes: 2 ** 31,
    });
  });

  it('completes when the target was given back', () => {
    given(restoreAggregate, restoreUpTo('RestoreDeviceUnexported'))
      .when(complete)
      .then([completed])
      .when(complete)
      .thenNothing()
      .thenState({ phase: 'done', outcome: 'completed', fail_reason: null });
  });

  it('does not complete before', () => {
    given(restoreAggregate, restoreUpTo('RestoreDeviceDetached')).when(complete).thenNothing();
  });

  it('fails with its first reason, once', () => {
    given(restoreAggregate, restoreUpTo('RestoreDeviceExported'))
      .when((state) => failStep(state, 'transfer', 'object volume_6f8d0c1e-00007 is damaged'))
      .then([restoreStepFailed])
      .when((state) => failStep(state, 'detachDevice', 'device busy'))
      .thenNothing()
      .when(endFailed)
      .then([failed])
      .when(endFailed)
      .thenNothing()
      .thenState({
        phase: 'done',
        outcome: 'failed',
        failing: null,
        fail_reason: 'object volume_6f8d0c1e-00007 is damaged',
      });
  });

  it('that was given up is not completed by a worker that comes late', () => {
    given(restoreAggregate, [...restoreUpTo('RestoreDeviceUnexported'), restoreStepFailed])
      .when(complete)
      .thenNothing();
  });

  it.each([
    ['is over', table.done[0]],
    ['never was', []],
  ])('that %s does not fail', (_, history) => {
    given(restoreAggregate, history)
      .when((state) => failStep(state, 'transfer', 'late'))
      .thenNothing()
      .when(endFailed)
      .thenNothing();
  });
});

describe('A step of a restore', () => {
  it.each(Object.entries(table))('is recorded only when it is due: %s', (_, [history, due]) =>
    expectDue(history, due),
  );

  it.each(Object.entries(table).filter(([phase]) => phase !== 'done'))(
    'only gives back after a failure: %s',
    (_, [history, , due]) => expectDue([...history, restoreStepFailed], due),
  );

  it('begins an attempt once, and the next one only after it', () => {
    const attached = (attempt: number) => (state: RestoreState | null) =>
      recordStep(state, restoreId, { type: 'RestoreDeviceAttached', data: { host: 'other', attempt } });
    const first = given(restoreAggregate, restoreUpTo('RestoreDeviceExported')).when(attached(1));
    first.thenState({ attempts: 1 });
    first.when(attached(1)).thenNotDue();
    given(restoreAggregate, restoreUpTo('RestoreDeviceAttached'))
      .when(attached(2))
      .thenState({ attempts: 2 });
  });

  it.each([
    { type: 'RestoreProgressed', data: { applied_objects: 3, bytes_done: 30, total_bytes: 99, attempt: 1 } },
    { type: 'RestoreDataCompleted', data: { bytes_written: 99, attempt: 1 } },
    { type: 'RestoreInterrupted', data: { attempt: 1, reason: 'late' } },
  ] as const)('of a worker whose attempt is over is not recorded: $type', (late) => {
    const again: RestoreEvent = { type: 'RestoreDeviceAttached', data: { host: 'other', attempt: 2 } };
    given(restoreAggregate, [...restoreUpTo('RestoreDeviceAttached'), again])
      .when((state) => recordStep(state, restoreId, late))
      .thenNotDue();
    given(restoreAggregate, restoreUpTo('RestoreDeviceAttached'))
      .when((state) => recordStep(state, restoreId, late))
      .then([late]);
  });

  it('is never due without a restore', () => expectDue([], []));
});
