import type { SnapshotState } from '../snapshot/snapshot.state.js';
import type { VolumeState } from './volume.state.js';

type Boot = Pick<VolumeState, 'bootable' | 'image_metadata'>;
interface CopiedBoot {
  readonly bootable: boolean;
  readonly image_metadata?: Readonly<Record<string, string>>;
}

/** What a snapshot keeps of a bootable volume, and of no other (Cinder: create_snapshot in volume/manager.py). */
export const keptBySnapshot = ({ bootable, image_metadata }: Boot): Partial<Pick<Boot, 'image_metadata'>> =>
  bootable ? { image_metadata } : {};

/** A copy boots as what it is made from does (Cinder: _handle_bootable_volume_glance_meta in the create_volume flow). */
export const bootOfVolume = ({ bootable, image_metadata }: Boot): CopiedBoot =>
  bootable && Object.keys(image_metadata).length > 0 ? { bootable, image_metadata } : { bootable };

/** As {@link bootOfVolume}. */
export const bootOfSnapshot = ({ image_metadata }: SnapshotState): CopiedBoot =>
  bootOfVolume({ bootable: image_metadata !== null, image_metadata: image_metadata ?? {} });
