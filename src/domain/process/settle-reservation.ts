import type { BackupState } from '../backup/backup.state.js';
import type { GroupState } from '../group/group.state.js';
import type { GroupSnapshotState } from '../group-snapshot/group-snapshot.state.js';
import type { SnapshotState } from '../snapshot/snapshot.state.js';
import type { VolumeState } from '../volume/volume.state.js';

/** What quota is charged for. */
export type Chargeable = BackupState | VolumeState | SnapshotState | GroupState | GroupSnapshotState;

/** Ids of quota reservations say what they wait for. */
export const reservationFor = {
  /** `request` tells imports of one id apart. */
  import: (id: string, request: string): string => `import.${id}.${request}`,
  create: (id: string): string => `create.${id}`,
  /** `life`: an id that was imported again after its deletion is deleted once more. */
  delete: (id: string, life = 0): string => (life === 0 ? `delete.${id}` : `delete.${id}.${life}`),
  retype: (id: string, retypeId: string): string => `retype.${id}.${retypeId}`,
  extend: (id: string, newSize: number): string => `extend.${id}.${newSize}`,
  /** What the new owner of a volume or snapshot is charged; `acceptance` is the request that moves it. */
  accept: (id: string, acceptance: string): string => `accept.${id}.${acceptance}`,
  /** What its former owner gets back. */
  give: (id: string, acceptance: string): string => `give.${id}.${acceptance}`,
} as const;

export type Settlement = 'commit' | 'release' | 'wait';

const committed = (happened: boolean): Settlement => (happened ? 'commit' : 'release');

/**
 * What becomes of an open reservation whose request or worker died, given the aggregate it was made for.
 * Null is an aggregate that was closed before it began.
 */
export const settleReservation = (reservationId: string, state: Chargeable | null): Settlement => {
  const [purpose, , detail] = reservationId.split('.');
  if (state === null) return 'release';
  if (purpose === 'create') return settleCreate(state);
  if (purpose === 'import') return committed(wasImported(state, reservationId));
  if (purpose === 'accept' || purpose === 'give') return committed(wasMoved(state, detail ?? ''));
  if (purpose === 'delete') return settleDelete(state, Number(detail ?? 0));
  if (purpose === 'retype') return settleRetype(state, detail);
  return settleExtend(state, Number(detail));
};

const settleExtend = (state: Chargeable, size: number): Settlement => {
  if ('extending_to' in state && state.extending_to === size) return 'wait';
  return committed('size' in state && state.size >= size);
};

/** Whoever hands over looks again whether its reservations are there, so one that was released too early does no harm. */
const wasMoved = (state: Chargeable, acceptance: string): boolean =>
  'acceptances' in state && state.acceptances.includes(acceptance);

/** What is taken over from a backend is charged when it is ours. */
const settleCreate = (state: Chargeable): Settlement => {
  if (!('retyping' in state) || state.use_quota) return 'commit';
  return state.managing === null ? 'release' : 'wait';
};

const settleRetype = (state: Chargeable, retypeId: string | undefined): Settlement => {
  if (!('retyping' in state)) return 'release';
  if (state.retyping?.retype_id === retypeId) return 'wait';
  return state.retyped_by === retypeId ? 'commit' : 'release';
};

/** Is the import of that reservation recorded? An import that comes back to life is not told by the stream alone. */
const wasImported = (state: Chargeable, reservationId: string): boolean =>
  'import_reservations' in state && state.import_reservations.includes(reservationId);

export const livesOf = (state: Chargeable): number =>
  'import_reservations' in state ? state.import_reservations.length : 0;

/** The status does not tell: an administrator may have reset it while the bytes are being removed. */
const settleDelete = (state: Chargeable, life: number): Settlement => {
  // It lives again, so that life is over.
  if (livesOf(state) > life) return 'commit';
  if (state.deleted_at !== null) return 'commit';
  const deleting = 'deleting' in state ? state.deleting : state.deletion !== null;
  return deleting ? 'wait' : 'release';
};
