import { DomainError, invalidVolume } from '../shared/errors.js';
import type { VolumeEvent } from './volume.events.js';
import { existingVolume, type VolumeState } from './volume.state.js';

/** os-update_readonly_flag, spec/api-core.md 2.7. */
export const setReadonly = (state: VolumeState | null, id: string, readonly: boolean): VolumeEvent[] => {
  const { status } = existingVolume(state, id);
  if (status !== 'available') {
    throw invalidVolume(
      `Volume ${id} status must be available to update readonly flag, but current status is: ${status}.`,
    );
  }
  return [{ type: 'VolumeReadonlyFlagSet', data: { readonly } }];
};

/** os-set_bootable, spec/api-core.md 2.7. */
export const setBootable = (state: VolumeState | null, id: string, bootable: boolean): VolumeEvent[] => {
  if (existingVolume(state, id).status === 'maintenance') {
    throw invalidVolume('The volume cannot be updated during maintenance.');
  }
  return [{ type: 'VolumeBootableFlagSet', data: { bootable } }];
};

const refuseWhileBusy = ({ status }: VolumeState, verb: 'Updating' | 'Deleting'): void => {
  if (status === 'maintenance' || status === 'uploading') {
    throw invalidVolume(`${verb} volume metadata is not allowed for volumes in ${status} status.`);
  }
};

/** os-set_image_metadata: what is not named stays. */
export const setImageMetadata = (
  state: VolumeState | null,
  id: string,
  entries: Readonly<Record<string, string>>,
): VolumeEvent[] => {
  const volume = existingVolume(state, id);
  refuseWhileBusy(volume, 'Updating');
  const image_metadata = { ...volume.image_metadata, ...entries };
  return [{ type: 'VolumeImageMetadataSet', data: { image_metadata } }];
};

export const noImageMetadata = (id: string): DomainError =>
  new DomainError('GlanceMetadataNotFound', `Glance metadata for volume/snapshot ${id} cannot be found.`);

/** os-unset_image_metadata. */
export const unsetImageMetadata = (state: VolumeState | null, id: string, key: string): VolumeEvent[] => {
  const volume = existingVolume(state, id);
  if (!Object.hasOwn(volume.image_metadata, key)) throw noImageMetadata(id);
  refuseWhileBusy(volume, 'Deleting');
  const { [key]: _, ...image_metadata } = volume.image_metadata;
  return [{ type: 'VolumeImageMetadataSet', data: { image_metadata } }];
};
