import type { EventOf } from '../shared/event.js';
import type { volumeRevertTypes } from './volume-revert.events.js';

export type VolumeRevertEvent = EventOf<typeof volumeRevertTypes>;

/** A revert that is under way. */
export interface Reverting {
  readonly revert_id: string;
  readonly snapshot_id: string;
  /** Name of the copy that will take the volume's place; null until it is complete. */
  readonly copy: string | null;
}

interface Revertible {
  readonly status: string;
  readonly reverting: Reverting | null;
}

/** An administrator may have written another status meanwhile; that one stays. */
const ended = ({ status }: Revertible, to: string) => ({
  reverting: null,
  status: status === 'reverting' ? to : status,
});

export const revertChanges = (state: Revertible, { type, data }: VolumeRevertEvent) => {
  switch (type) {
    case 'VolumeRevertRequested':
      return { status: 'reverting', reverting: { ...data, copy: null } };
    case 'VolumeRevertPrepared':
      return { reverting: state.reverting === null ? null : { ...state.reverting, copy: data.copy } };
    case 'VolumeReverted':
      return ended(state, 'available');
    case 'VolumeRevertFailed':
      return { ...ended(state, data.status), fail_reason: data.reason };
  }
};
