import { given } from '../../../test/support/given.js';
import {
  availableSnapshot,
  backingUpSnapshot,
  snapshotDeleted,
  snapshotDeletionRequested,
  snapshotId,
  snapshotRequested,
  snapshotToCreate,
} from '../../../test/domain/histories/snapshot.js';
import {
  abandonSnapshot,
  completeCreate,
  failCreate,
  requestSnapshot,
  updateSnapshot,
} from './snapshot.decide.js';
import { snapshotAggregate, type SnapshotState } from './snapshot.state.js';

const complete = (state: SnapshotState | null) => completeCreate(state, snapshotId);
const fail = (state: SnapshotState | null) => failCreate(state, snapshotId, 'No space left on device');
const notFound = `Snapshot ${snapshotId} could not be found.`;

describe('A new snapshot', () => {
  it('is creating, at 0%', () => {
    given(snapshotAggregate, [])
      .when(() => requestSnapshot(snapshotToCreate))
      .then([snapshotRequested])
      .thenState({ status: 'creating', progress: '0%', updated_at: null });
  });

  it('whose request died never existed', () => {
    given(snapshotAggregate, [])
      .when(() => abandonSnapshot('the request died'))
      .thenState(null);
  });

  it('becomes available, at 100%', () => {
    given(snapshotAggregate, [snapshotRequested])
      .when(complete)
      .then([{ type: 'SnapshotCreated', data: {} }])
      .thenState({ status: 'available', progress: '100%' });
  });

  it('becomes an error', () => {
    given(snapshotAggregate, [snapshotRequested])
      .when(fail)
      .then([{ type: 'SnapshotCreateFailed', data: { reason: 'No space left on device' } }])
      .thenState({ status: 'error', progress: '0%', fail_reason: 'No space left on device' });
  });

  it.each([
    ['available', availableSnapshot],
    ['an error', [snapshotRequested, { type: 'SnapshotCreateFailed', data: { reason: 'x' } } as const]],
  ])('is not ended twice: it is %s', (_, history) => {
    given(snapshotAggregate, history).when(complete).thenNothing().when(fail).thenNothing();
  });

  it.each([complete, fail])('that is not there cannot be made or failed', (late) => {
    given(snapshotAggregate, []).when(late).thenThrows('SnapshotNotFound', notFound);
  });
});

describe('An update of a snapshot', () => {
  it('leaves what is not given, whatever else goes on', () => {
    given(snapshotAggregate, backingUpSnapshot)
      .when((state) =>
        updateSnapshot(state, snapshotId, { display_description: 'kept', metadata: { a: '1' } }),
      )
      .thenState({
        display_name: 'before the upgrade',
        display_description: 'kept',
        metadata: { a: '1' },
        status: 'backing-up',
      });
  });

  it('of nothing changes nothing', () => {
    given(snapshotAggregate, availableSnapshot)
      .when((state) => updateSnapshot(state, snapshotId, {}))
      .thenNothing();
  });

  it.each([
    ['never made', []],
    ['deleted', [...availableSnapshot, snapshotDeletionRequested(), snapshotDeleted]],
  ])('of one that was %s finds nothing', (_, history) => {
    given(snapshotAggregate, history)
      .when((state) => updateSnapshot(state, snapshotId, {}))
      .thenThrows('SnapshotNotFound', notFound);
  });
});
