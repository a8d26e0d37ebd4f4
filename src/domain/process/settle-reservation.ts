import type { BackupState } from '../backup/backup.state.js';
import type { SnapshotState } from '../snapshot/snapshot.state.js';
import type { VolumeState } from '../volume/volume.state.js';

/** Ids of quota reservations say what they wait for. */
export const reservationFor = {
  create: (id: string): string => `create.${id}`,
  delete: (id: string): string => `delete.${id}`,
  extend: (id: string, newSize: number): string => `extend.${id}.${newSize}`,
} as const;

export type Settlement = 'commit' | 'release' | 'wait';

/**
 * What becomes of an open reservation whose request or worker died, given the aggregate it was made for.
 * Null is an aggregate that was closed before it began.
 */
export const settleReservation = (
  reservationId: string,
  state: BackupState | VolumeState | SnapshotState | null,
): Settlement => {
  const [purpose, , newSize] = reservationId.split('.');
  if (state === null) return 'release';
  if (purpose === 'create') return 'commit';
  if (purpose === 'delete') return settleDelete(state);
  if ('extending_to' in state && state.extending_to === Number(newSize)) return 'wait';
  return state.size >= Number(newSize) ? 'commit' : 'release';
};

/** The status does not tell: an administrator may have reset it while the bytes are being removed. */
const settleDelete = (state: BackupState | VolumeState | SnapshotState): Settlement => {
  if (state.deleted_at !== null) return 'commit';
  const deleting = 'deleting' in state ? state.deleting : state.deletion !== null;
  return deleting ? 'wait' : 'release';
};
