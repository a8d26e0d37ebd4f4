import { invalidVolume } from '../shared/errors.js';
import type { VolumeEvent } from './volume.events.js';
import { existingVolume, isMigrating, type VolumeState } from './volume.state.js';

export const reservingActions = [
  'reserve',
  'unreserve',
  'begin_detaching',
  'roll_detaching',
  'detach',
] as const;
export type ReservingAction = (typeof reservingActions)[number];

const moved = (volume: VolumeState, action: ReservingAction, to: string): VolumeEvent[] => [
  { type: 'VolumeReservationChanged', data: { action, from: volume.status, to } },
];

const decisions: Readonly<Record<ReservingAction, (volume: VolumeState) => VolumeEvent[]>> = {
  reserve: (volume) => {
    if (volume.status === 'available') return moved(volume, 'reserve', 'attaching');
    throw invalidVolume(`Volume status must be available to reserve, but the status is ${volume.status}.`);
  },
  unreserve: (volume) =>
    volume.status === 'attaching'
      ? moved(volume, 'unreserve', volume.attachments.length > 0 ? 'in-use' : 'available')
      : [],
  begin_detaching: (volume) => {
    if (isMigrating(volume)) return [];
    if (volume.status === 'in-use' && volume.attach_status === 'attached') {
      return moved(volume, 'begin_detaching', 'detaching');
    }
    throw invalidVolume(
      "Unable to detach volume. Volume status must be 'in-use' and attach_status must be 'attached' to detach.",
    );
  },
  roll_detaching: (volume) =>
    volume.status === 'detaching' ? moved(volume, 'roll_detaching', 'in-use') : [],
  // os-detach of a volume without attachments.
  detach: (volume) =>
    ['in-use', 'attaching', 'detaching', 'reserved'].includes(volume.status)
      ? moved(volume, 'detach', 'available')
      : [],
};

/** os-reserve, os-unreserve, os-begin_detaching, os-roll_detaching: rules and texts of spec/api-core.md 2.7. */
export const changeReservation = (
  state: VolumeState | null,
  id: string,
  action: ReservingAction,
): VolumeEvent[] => decisions[action](existingVolume(state, id));
