import { invalidVolume } from '../shared/errors.js';
import type { VolumeEvent } from './volume.events.js';
import { isBusy } from './volume-migrate.decide.js';
import { existingVolume, type VolumeState } from './volume.state.js';

export interface Retype {
  readonly retypeId: string;
  readonly type: { readonly id: string; readonly name: string };
  readonly migrationPolicy: 'never' | 'on-demand';
}

/** Rules and text of os-retype, as Cinder has them (spec/api-core.md 2.7). */
export const requestRetype = (
  state: VolumeState | null,
  id: string,
  { retypeId, type, migrationPolicy }: Retype,
): VolumeEvent[] => {
  const volume = existingVolume(state, id);
  const statusFits = volume.status === 'available' || volume.status === 'in-use';
  if (
    !statusFits ||
    isBusy(volume) ||
    volume.volume_type_id === type.id ||
    volume.retyping !== null ||
    volume.group_id !== null
  ) {
    throw invalidVolume(
      'Retype needs volume to be in available or in-use state, not be part of an active migration or a consistency group, ' +
        'requested type has to be different that the one from the volume, and for in-use volumes front-end qos specs cannot change.',
    );
  }
  return [
    {
      type: 'VolumeRetypeRequested',
      data: {
        retype_id: retypeId,
        volume_type_id: type.id,
        volume_type: type.name,
        migration_policy: migrationPolicy,
        previous_status: volume.status,
      },
    },
  ];
};

const running = (state: VolumeState | null, retypeId: string) =>
  state?.deleted_at === null && state.retyping?.retype_id === retypeId ? state.retyping : null;

export const completeRetype = (state: VolumeState | null, retypeId: string): VolumeEvent[] => {
  const retyping = running(state, retypeId);
  if (retyping === null) return [];
  const { volume_type, volume_type_id } = retyping;
  return [{ type: 'VolumeRetyped', data: { retype_id: retypeId, volume_type_id, volume_type } }];
};

export const failRetype = (state: VolumeState | null, retypeId: string, reason: string): VolumeEvent[] =>
  running(state, retypeId) === null
    ? []
    : [{ type: 'VolumeRetypeFailed', data: { retype_id: retypeId, reason } }];
