import {
  availableVolume,
  host as home,
  statusReset,
  volumeId,
  volumeInStatus,
  volumeToCreate,
} from '../../../test/domain/histories/volume.js';
import { foldAll, given } from '../../../test/support/given.js';
import { nextVolumeStep } from '../process/next-step.js';
import { reservationFor, settleReservation } from '../process/settle-reservation.js';
import { requestRetypeMigration } from './volume-migrate.decide.js';
import { completeRetype, failRetype, requestRetype } from './volume-retype.decide.js';
import type { VolumeEvent } from './volume.events.js';
import { volumeAggregate, type VolumeState } from './volume.state.js';

const retype_id = '3c9e7a15-0b4d-4f86-92e1-6d8f5b0a7c24';
const type = { id: '4a1b2c3d-5e6f-4708-9a1b-2c3d4e5f6071', name: 'gold' };
const request =
  (wanted = type) =>
  (state: VolumeState | null) =>
    requestRetype(state, volumeId, { retypeId: retype_id, type: wanted, migrationPolicy: 'on-demand' });
const requested = (previous_status = 'available'): VolumeEvent => ({
  type: 'VolumeRetypeRequested',
  data: {
    retype_id,
    volume_type_id: type.id,
    volume_type: type.name,
    migration_policy: 'on-demand',
    previous_status,
  },
});
const retyped: VolumeEvent = {
  type: 'VolumeRetyped',
  data: { retype_id, volume_type_id: type.id, volume_type: type.name },
};
const failed: VolumeEvent = { type: 'VolumeRetypeFailed', data: { retype_id, reason: 'no' } };
const stateOf = (...more: VolumeEvent[]) => foldAll(volumeAggregate, [...availableVolume, ...more]);

describe('os-retype', () => {
  it.each(['available', 'in-use'])(
    'gives a volume that is %s the other type and its status back',
    (status) => {
      given(volumeAggregate, volumeInStatus(status))
        .when(request())
        .then([requested(status)])
        .thenState({ status: 'retyping', volume_type: '__DEFAULT__' });
      given(volumeAggregate, [...volumeInStatus(status), requested(status)])
        .when((state) => completeRetype(state, retype_id))
        .then([retyped])
        .thenState({ status, volume_type: 'gold', volume_type_id: type.id, retyping: null });
      given(volumeAggregate, [...volumeInStatus(status), requested(status)])
        .when((state) => failRetype(state, retype_id, 'no'))
        .then([failed])
        .thenState({ status, volume_type: '__DEFAULT__', fail_reason: 'no' });
    },
  );

  it.each<[string, readonly VolumeEvent[], typeof type]>([
    ['its own type', availableVolume, { id: volumeToCreate.volume_type_id, name: '__DEFAULT__' }],
    ['a volume in error', [...availableVolume, statusReset('error')], type],
    ['a volume that is being retyped', [...availableVolume, requested()], type],
  ])('refuses %s', (_what, history, wanted) => {
    given(volumeAggregate, history)
      .when(request(wanted))
      .thenThrows(
        'InvalidVolume',
        'Invalid volume: Retype needs volume to be in available or in-use state, not be part of an active migration or a ' +
          'consistency group, requested type has to be different that the one from the volume, and for in-use volumes ' +
          'front-end qos specs cannot change.',
      );
  });

  it('waits for the migration that it needs, and hears of one that fails', () => {
    const migrate = requestRetypeMigration(stateOf(requested()), retype_id, {
      migrationId: 'm',
      host: 'h@b#b',
    });
    expect(migrate).toEqual([
      {
        type: 'VolumeMigrationRequested',
        data: { migration_id: 'm', from_host: home, host: 'h@b#b', lock_volume: false, retype_id },
      },
    ]);
    expect(nextVolumeStep(stateOf(requested()) as VolumeState)).toBe('retype');
    expect(nextVolumeStep(stateOf(requested(), ...migrate) as VolumeState)).toBe('migrate');
    const over: VolumeEvent = {
      type: 'VolumeMigrationFailed',
      data: { migration_id: 'm', reason: 'no room' },
    };
    const after = stateOf(requested(), ...migrate, over) as VolumeState;
    expect([nextVolumeStep(after), after.status, after.retyping?.failed]).toEqual([
      'retype',
      'retyping',
      'no room',
    ]);
  });

  it('settles what was reserved for it', () => {
    const reservation = reservationFor.retype(volumeId, retype_id);
    const settled = [[], [requested()], [requested(), retyped], [requested(), failed]].map((more) =>
      settleReservation(reservation, stateOf(...more)),
    );
    expect(settled).toEqual(['release', 'wait', 'commit', 'release']);
  });
});
