import { restoreId, volumeCreated, volumeToFill } from '../../../test/domain/histories/volume.js';
import { given, momentOf } from '../../../test/support/given.js';
import { releaseFromRestore, type ReleaseOutcome } from './volume-lock.decide.js';
import { volumeAggregate, type VolumeState } from './volume.state.js';

const release = (outcome: ReleaseOutcome) => (state: VolumeState | null) =>
  releaseFromRestore(state, restoreId, outcome);

describe('A volume that a restore made', () => {
  const made = {
    'to a new volume': [volumeToFill('restore'), volumeCreated('restoring-backup')],
    'as a volume from a backup': [volumeToFill('backup'), volumeCreated('creating')],
  };

  it.each([
    ['to a new volume', 'finished', 'available'],
    ['to a new volume', 'failed', 'error_restoring'],
    ['to a new volume', 'abandoned', 'error'],
    ['as a volume from a backup', 'finished', 'available'],
    ['as a volume from a backup', 'failed', 'error'],
    ['as a volume from a backup', 'abandoned', 'error'],
  ] as const)('%s: after it %s it is %s', (kind, outcome, to) => {
    given(volumeAggregate, made[kind])
      .when(release(outcome))
      .thenState({
        status: to,
        lock: null,
        launched_at: to === 'available' ? momentOf(2) : null,
      });
  });

  it.each(['backup', 'restore'] as const)('is plain error when its bytes were never made: %s', (source) => {
    given(volumeAggregate, [
      volumeToFill(source),
      { type: 'VolumeCreateFailed', data: { reason: 'No space left on device' } },
    ])
      .when(release('failed'))
      .thenState({ status: 'error', fail_reason: 'No space left on device', lock: null });
  });
});
