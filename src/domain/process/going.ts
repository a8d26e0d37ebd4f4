import type { SnapshotState } from '../snapshot/snapshot.state.js';
import type { VolumeState } from '../volume/volume.state.js';
import { nextSnapshotStep, nextVolumeStep } from './next-step.js';

/** Never made, gone, or waiting for nothing but the removal of its bytes: whoever makes them now has to take them away. */
export const isVolumeGoing = (volume: VolumeState | null): volume is null =>
  volume === null || volume.deleted_at !== null || nextVolumeStep(volume) === 'delete';

/** As {@link isVolumeGoing}, and its bytes are nobody else's: an unmanaged volume leaves them behind. */
export const isOurs = (volume: VolumeState | null): boolean =>
  volume?.unmanaged !== true && isVolumeGoing(volume);

/** As {@link isOurs}. */
export const isSnapshotOurs = (snapshot: SnapshotState | null): boolean =>
  snapshot?.unmanaged !== true && isSnapshotGoing(snapshot);

/** As {@link isVolumeGoing}. */
export const isSnapshotGoing = (snapshot: SnapshotState | null): snapshot is null =>
  snapshot === null || snapshot.deleted_at !== null || nextSnapshotStep(snapshot) === 'delete';
