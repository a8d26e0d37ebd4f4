import { foldAll, given, momentOf } from '../../../test/support/given.js';
import {
  availableVolume,
  backupId,
  host,
  restoreId,
  volumeCreated,
  volumeId,
  volumeInStatus,
  volumeRequested,
  volumeToCreate,
  volumeToFill,
} from '../../../test/domain/histories/volume.js';
import { abandonVolume, completeCreate, failCreate, requestVolume } from './volume.decide.js';
import { volumeAggregate, type VolumeState } from './volume.state.js';

const complete = (state: VolumeState | null) => completeCreate(state, volumeId, host);
const fail = (state: VolumeState | null) => failCreate(state, volumeId, 'No space left on device');

describe('A new volume', () => {
  it('is creating, detached and without a host', () => {
    given(volumeAggregate, [])
      .when(() => requestVolume(volumeToCreate))
      .then([volumeRequested()])
      .thenState({ status: 'creating', attach_status: 'detached', host: null, updated_at: null, lock: null });
  });

  it('whose request died never existed', () => {
    given(volumeAggregate, [])
      .when(() => abandonVolume('the request died'))
      .thenState(null);
  });

  it('is available as soon as its bytes exist', () => {
    given(volumeAggregate, [volumeRequested()])
      .when(complete)
      .then([volumeCreated()])
      .thenState({ status: 'available', host, launched_at: momentOf(1) });
  });

  it('is an error when they cannot be made', () => {
    given(volumeAggregate, [volumeRequested()])
      .when(fail)
      .then([{ type: 'VolumeCreateFailed', data: { reason: 'No space left on device' } }])
      .thenState({ status: 'error', fail_reason: 'No space left on device', host: null });
  });

  it.each([
    ['made twice', availableVolume],
    [
      'made after it failed',
      [volumeRequested(), { type: 'VolumeCreateFailed', data: { reason: 'x' } } as const],
    ],
  ])('is not %s', (_, history) => {
    given(volumeAggregate, history).when(complete).thenNothing();
  });

  it('that is there is not failed by a worker that comes late', () => {
    given(volumeAggregate, availableVolume).when(fail).thenNothing();
  });

  it.each([complete, fail])('that is not there cannot be made or failed', (late) => {
    given(volumeAggregate, [])
      .when(late)
      .thenThrows('VolumeNotFound', `Volume ${volumeId} could not be found.`);
  });

  it('whose status was reset keeps that status', () => {
    given(volumeAggregate, volumeInStatus('error')).when(complete).thenNothing();
  });
});

describe('A volume that a restore makes', () => {
  it.each(['backup', 'restore'] as const)('belongs to that restore from its first event on: %s', (source) => {
    given(volumeAggregate, [volumeToFill(source)]).thenState({
      status: 'creating',
      source_id: backupId,
      lock: { operation: 'restore', operation_id: restoreId },
    });
  });

  it('shows restoring-backup once its bytes exist', () => {
    given(volumeAggregate, [volumeToFill('restore')])
      .when(complete)
      .then([volumeCreated('restoring-backup')])
      .thenState({ status: 'restoring-backup', launched_at: null });
  });

  it('stays creating when it was asked for as a volume from a backup', () => {
    given(volumeAggregate, [volumeToFill('backup')])
      .when(complete)
      .then([volumeCreated('creating')])
      .thenState({ status: 'creating', launched_at: null });
  });

  it('is not made twice although it is still creating', () => {
    given(volumeAggregate, [volumeToFill('backup'), volumeCreated('creating')])
      .when(complete)
      .thenNothing();
  });

  it.each([
    ['restore', 'restoring-backup', ['creating', 'restoring-backup', 'available']],
    ['backup', 'creating', ['creating', 'creating', 'available']],
  ] as const)('never shows available before the data is there: %s', (source, status, seen) => {
    const history = [volumeToFill(source), volumeCreated(status), releasedBy('available', status)];
    const statuses = history.map((_, index) => foldAll(volumeAggregate, history.slice(0, index + 1))?.status);
    expect(statuses).toEqual(seen);
  });
});

const releasedBy = (to: string, from: string) =>
  ({
    type: 'VolumeStatusChanged',
    data: {
      from,
      to,
      previous_status: null,
      reason: 'restore finished',
      operation: 'restore',
      operation_id: restoreId,
      locked: false,
    },
  }) as const;
