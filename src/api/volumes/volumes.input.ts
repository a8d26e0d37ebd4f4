import type { VolumeInput } from '../../commands/create-volume/create-volume.command.js';
import type { VolumeChanges } from '../../commands/update-volume/update-volume.command.js';
import { bodyBoolean } from '../http/body/boolean-words.js';
import { isUuidLike } from '../http/body/formats.js';
import { trimmed, type Metadata } from '../http/body/trimmed.js';
import { badRequest, invalidInput } from '../http/faults/http-fault.js';

interface Names {
  readonly name?: string | null;
  readonly display_name?: string | null;
  readonly description?: string | null;
  readonly display_description?: string | null;
}

export interface CreateVolumeBody {
  readonly volume: Names & {
    readonly size?: number | string | null;
    readonly volume_type?: string | null;
    readonly metadata?: Metadata | null;
    readonly snapshot_id?: string | null;
    readonly source_volid?: string | null;
    /** Below 3.47 whatever the client wrote: no schema looks at it, and yet it counts. */
    readonly backup_id?: unknown;
    readonly consistencygroup_id?: string | null;
    readonly group_id?: unknown;
    readonly availability_zone?: string | null;
    readonly multiattach?: boolean | string | null;
    readonly image_id?: string | null;
    readonly imageRef?: string | null;
  };
}

const multiattachText =
  'multiattach parameter has been removed. The default behavior is to use multiattach enabled volume types. ' +
  'Contact your administrator to create a multiattach enabled volume type and use it to create multiattach volumes.';

/** The newer of two names for one member wins when both are there, even with null. */
const nameOf = (names: Names): string | null | undefined =>
  trimmed(names.name === undefined ? names.display_name : names.name);
const descriptionOf = (names: Names): string | null | undefined =>
  trimmed(names.description === undefined ? names.display_description : names.description);

const backupOf = (given: unknown): string | null => {
  if (given === undefined || given === null) return null;
  if (typeof given === 'string' && isUuidLike(given)) return given;
  throw badRequest();
};

const imageOf = ({ imageRef, image_id }: CreateVolumeBody['volume']): string | null =>
  imageRef ?? image_id ?? null;

/** What Cinder offers and this service has not: images, the old way to attach a volume twice. */
const refuseUnsupported = ({ volume }: CreateVolumeBody): void => {
  if (imageOf(volume) !== null) {
    throw badRequest('Invalid image identifier or unable to access requested image.');
  }
  if (bodyBoolean(volume.multiattach)) throw badRequest(multiattachText);
};

type Sources = Pick<VolumeInput, 'snapshot_id' | 'source_volid' | 'backup_id'>;

const sourcesOf = ({ volume }: CreateVolumeBody): Sources => {
  const backup_id = backupOf(volume.backup_id);
  const { snapshot_id = null, source_volid = null } = volume;
  const given = [backup_id, imageOf(volume), snapshot_id, source_volid].filter((source) => source !== null);
  if (given.length > 1) {
    throw invalidInput('May specify only one of backup, imageRef, snapshot, source volume');
  }
  return { snapshot_id, source_volid, backup_id };
};

/** The older name is of the sort of groups that Cinder had before; it counts where the newer is missing. */
const groupOf = ({ consistencygroup_id, group_id }: CreateVolumeBody['volume']): string | null => {
  const group = group_id ?? consistencygroup_id ?? null;
  return group === null ? null : String(group);
};

/** Throws where the body asks for what does not exist here, or for more than one source. */
export const volumeInput = (body: CreateVolumeBody): VolumeInput => {
  const { volume } = body;
  const { size = null } = volume;
  const sources = sourcesOf(body);
  refuseUnsupported(body);
  return {
    ...sources,
    size: size === null ? null : Number(size),
    name: nameOf(volume) ?? null,
    description: descriptionOf(volume) ?? null,
    volume_type: volume.volume_type ?? null,
    availability_zone: volume.availability_zone ?? null,
    metadata: volume.metadata ?? {},
    group_id: groupOf(volume),
  };
};

export interface UpdateVolumeBody {
  readonly volume: Names & { readonly metadata?: Metadata };
}

export const volumeChanges = ({ volume }: UpdateVolumeBody): VolumeChanges => ({
  name: nameOf(volume),
  description: descriptionOf(volume),
  metadata: volume.metadata,
});
