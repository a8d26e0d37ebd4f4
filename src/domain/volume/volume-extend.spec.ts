import { given } from '../../../test/support/given.js';
import {
  availableVolume,
  statusReset,
  volumeId,
  volumeInStatus,
} from '../../../test/domain/histories/volume.js';
import type { VolumeEvent } from './volume.events.js';
import { completeExtend, failExtend, requestExtend } from './volume.decide.js';
import { volumeAggregate, type VolumeState } from './volume.state.js';

const request =
  (newSize: number, allowed: readonly string[] = ['available']) =>
  (state: VolumeState | null) =>
    requestExtend(state, volumeId, newSize, allowed);
const fail = (state: VolumeState | null) => failExtend(state, 'No space left on device');
const requested: VolumeEvent = { type: 'VolumeExtendRequested', data: { from_size: 2, new_size: 5 } };
const extended: VolumeEvent = { type: 'VolumeExtended', data: { size: 5 } };
const failed: VolumeEvent = { type: 'VolumeExtendFailed', data: { reason: 'No space left on device' } };

describe('os-extend', () => {
  it('makes an available volume extending', () => {
    given(volumeAggregate, availableVolume)
      .when(request(5))
      .then([requested])
      .thenState({ status: 'extending', previous_status: 'available', extending_to: 5, size: 2 });
  });

  it.each(['available', 'in-use'])('gives the old status back with the new size: %s', (status) => {
    given(volumeAggregate, volumeInStatus(status))
      .when(request(5, ['available', 'in-use']))
      .then([requested])
      .when(completeExtend)
      .then([extended])
      .thenState({ status, size: 5, extending_to: null });
  });

  it.each(['in-use', 'creating', 'error', 'extending', 'backing-up', 'maintenance'])(
    'of a volume that is %s is refused',
    (status) => {
      given(volumeAggregate, volumeInStatus(status))
        .when(request(5))
        .thenThrows(
          'InvalidVolume',
          `Invalid volume: Volume ${volumeId} status must be '{'status': 'available'}' to extend, currently ${status}.`,
        );
    },
  );

  it.each([1, 2])('to %i GiB is refused, whatever the status', (size) => {
    const text = `Invalid input received: New size for extend must be greater than current size. (current: 2, extended: ${size}).`;
    given(volumeAggregate, availableVolume).when(request(size)).thenThrows('InvalidInput', text);
    given(volumeAggregate, volumeInStatus('in-use')).when(request(size)).thenThrows('InvalidInput', text);
  });

  it('of a volume that is not there finds nothing', () => {
    given(volumeAggregate, [])
      .when(request(5))
      .thenThrows('VolumeNotFound', `Volume ${volumeId} could not be found.`);
  });

  it('that fails leaves error_extending and the old size', () => {
    given(volumeAggregate, [...availableVolume, requested])
      .when(fail)
      .then([failed])
      .thenState({ status: 'error_extending', size: 2, extending_to: null });
  });

  it('ends once', () => {
    given(volumeAggregate, [...availableVolume, requested, extended])
      .when(completeExtend)
      .thenNothing()
      .when(fail)
      .thenNothing();
  });

  it.each([
    ['done', completeExtend, { size: 5 }],
    ['failed', fail, { size: 2 }],
  ])('that is %s after a reset keeps the status of the administrator', (_, end, size) => {
    given(volumeAggregate, [...availableVolume, requested, statusReset('maintenance')])
      .when(end)
      .thenState({ status: 'maintenance', extending_to: null, ...size });
  });
});
