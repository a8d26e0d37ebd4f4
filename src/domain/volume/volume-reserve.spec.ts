import { given } from '../../../test/support/given.js';
import { attachedVolume, volumeId, volumeInStatus } from '../../../test/domain/histories/volume.js';
import { changeReservation, type ReservingAction } from './volume-reserve.decide.js';
import { volumeAggregate, type VolumeState } from './volume.state.js';

const take = (action: ReservingAction) => (state: VolumeState | null) =>
  changeReservation(state, volumeId, action);

describe('Reservations', () => {
  it.each([
    ['reserve', 'available', 'attaching'],
    ['unreserve', 'attaching', 'available'],
    ['roll_detaching', 'detaching', 'in-use'],
    ['detach', 'detaching', 'available'],
    ['detach', 'reserved', 'available'],
  ] as const)('%s takes a volume from %s to %s', (action, from, to) => {
    given(volumeAggregate, volumeInStatus(from))
      .when(take(action))
      .then([{ type: 'VolumeReservationChanged', data: { action, from, to } }])
      .thenState({ status: to });
  });

  it('begin with a detach of what is attached, and are taken back', () => {
    given(volumeAggregate, attachedVolume)
      .when(take('begin_detaching'))
      .then([
        {
          type: 'VolumeReservationChanged',
          data: { action: 'begin_detaching', from: 'in-use', to: 'detaching' },
        },
      ])
      .when(take('roll_detaching'))
      .thenState({ status: 'in-use', attach_status: 'attached' });
  });

  it.each([
    ['unreserve', 'in-use'],
    ['roll_detaching', 'available'],
    ['detach', 'available'],
    ['detach', 'error'],
  ] as const)('%s says nothing to a volume that is %s', (action, status) => {
    given(volumeAggregate, volumeInStatus(status)).when(take(action)).thenNothing();
  });

  it('refuse what is not free, or not attached', () => {
    given(volumeAggregate, volumeInStatus('attaching'))
      .when(take('reserve'))
      .thenThrows(
        'InvalidVolume',
        'Invalid volume: Volume status must be available to reserve, but the status is attaching.',
      );
    given(volumeAggregate, volumeInStatus('in-use'))
      .when(take('begin_detaching'))
      .thenThrows(
        'InvalidVolume',
        "Invalid volume: Unable to detach volume. Volume status must be 'in-use' and attach_status must be 'attached' to detach.",
      );
  });
});
