import { DomainError, invalidVolume } from '../shared/errors.js';
import type { VolumeEvent } from './volume.events.js';
import { standingWith, type VolumeAttachment } from './volume-attachments.js';
import { existingVolume, isMigrating, type VolumeState } from './volume.state.js';

const conflict = (reason: string): DomainError =>
  new DomainError('ResourceConflict', `Resource conflict: ${reason}`);

const inError = (volume: VolumeState, verb: 'created' | 'updated'): string =>
  `Volume attachments can not be ${verb} if the volume is in an error state. ` +
  `The Volume ${volume.id} currently has a status of: ${volume.status} `;

/** Only what `readonly` says `True` of; Cinder takes any value for yes (spec/api-core.md 4.3). */
const isReadonly = (volume: VolumeState): boolean => volume.admin_metadata['readonly'] === 'True';

/**
 * An attachment without a connector: rules and texts of spec/api-core.md 4.2. The same server may reserve again, for it
 * may be about to move to another host.
 */
export const reserveAttachment = (
  state: VolumeState | null,
  id: string,
  wanted: {
    readonly attachment_id: string;
    readonly instance_uuid: string | null;
    readonly mode: string | null;
  },
): VolumeEvent[] => {
  const volume = existingVolume(state, id);
  const { attachment_id, instance_uuid, mode } = wanted;
  if (volume.attachments.some((one) => one.id === attachment_id)) return [];
  if (volume.status.includes('error')) throw invalidVolume(inError(volume, 'created'));
  const again =
    ['in-use', 'reserved'].includes(volume.status) &&
    instance_uuid !== null &&
    volume.attachments.some((one) => one.instance_uuid === instance_uuid);
  if (!again && !['available', 'downloading'].includes(volume.status)) {
    throw invalidVolume(
      `Volume ${id} status must be available or downloading to reserve, but the current status is ${volume.status}.`,
    );
  }
  const attachment = {
    attachment_id,
    instance_uuid,
    attached_host: null,
    mountpoint: null,
    attach_mode: isReadonly(volume) ? 'ro' : mode,
    attachment_status: 'reserved' as const,
  };
  const standing = standingWith(volume, [...volume.attachments, { attach_status: 'reserved' }]);
  return [{ type: 'VolumeAttachmentAdded', data: { ...attachment, ...standing } }];
};

/** os-attach, spec/api-core.md 2.7. Its caller has looked for an attachment of the same server or host before. */
export const attachVolume = (
  state: VolumeState | null,
  id: string,
  wanted: {
    readonly attachment_id: string;
    readonly instance_uuid: string | null;
    readonly attached_host: string | null;
    readonly mountpoint: string;
    readonly mode: string;
  },
): VolumeEvent[] => {
  const volume = existingVolume(state, id);
  const { mode, ...place } = wanted;
  if (volume.attachments.some((one) => one.id === place.attachment_id)) return [];
  if (volume.status === 'maintenance') {
    throw invalidVolume('The volume cannot be attached in maintenance mode.');
  }
  if (volume.status === 'in-use' && !isMigrating(volume)) {
    throw invalidVolume('volume is already attached and multiple attachments are not enabled');
  }
  if (!['available', 'attaching', 'in-use'].includes(volume.status)) {
    throw invalidVolume(
      `Volume ${id} status must be available or attaching to attach, but the current status is ${volume.status}.`,
    );
  }
  if (isReadonly(volume) && mode !== 'ro') {
    throw new DomainError('InvalidVolumeAttachMode', `Invalid attaching mode '${mode}' for volume ${id}.`);
  }
  const admin_metadata = { readonly: 'False', ...volume.admin_metadata, attached_mode: mode };
  const attachment = { ...place, attach_mode: mode, attachment_status: 'attached' as const, admin_metadata };
  const standing = standingWith(volume, [...volume.attachments, { attach_status: 'attached' }]);
  return [{ type: 'VolumeAttachmentAdded', data: { ...attachment, ...standing } }];
};

/** Server or host that has the volume already: os-attach gives it the attachment it has. */
export const attachmentOf = (
  volume: VolumeState,
  by: { readonly instance_uuid: string | null; readonly attached_host: string | null },
): VolumeAttachment | undefined =>
  volume.attachments.find((one) =>
    by.instance_uuid === null
      ? one.instance_uuid === null && one.attached_host === by.attached_host
      : one.instance_uuid === by.instance_uuid,
  );

const changed = (
  volume: VolumeState,
  attachment: VolumeAttachment,
  attachment_status: 'attaching' | 'attached',
): VolumeEvent => {
  const others = volume.attachments.filter(({ id }) => id !== attachment.id);
  const { id: attachment_id, attached_host, mountpoint, attach_mode } = attachment;
  return {
    type: 'VolumeAttachmentChanged',
    data: {
      attachment_id,
      attached_host,
      mountpoint,
      attach_mode,
      attachment_status,
      ...standingWith(volume, [...others, { attach_status: attachment_status }]),
    },
  };
};

const known = (volume: VolumeState, attachmentId: string): VolumeAttachment => {
  const found = volume.attachments.find(({ id }) => id === attachmentId);
  if (found !== undefined) return found;
  throw conflict(`attachment ${attachmentId} is being taken from volume ${volume.id}`);
};

/** A connector was given, by PUT or with the create. */
export const connectAttachment = (
  state: VolumeState | null,
  id: string,
  attachmentId: string,
  connector: {
    readonly host: string | null;
    readonly mountpoint: string | null;
    readonly mode: string | null;
  },
): VolumeEvent[] => {
  const volume = existingVolume(state, id);
  if (volume.status.includes('error')) throw conflict(inError(volume, 'updated'));
  const attachment = known(volume, attachmentId);
  const connected = volume.attachments.some(({ attach_status }) => attach_status !== 'reserved');
  if (volume.attachments.length > 1 && connected) {
    throw conflict(`duplicate connectors detected on volume ${id}`);
  }
  const attach_mode = isReadonly(volume) ? 'ro' : (attachment.attach_mode ?? connector.mode ?? 'rw');
  const { host: attached_host, mountpoint } = connector;
  return [changed(volume, { ...attachment, attached_host, mountpoint, attach_mode }, 'attaching')];
};

export const completeAttachment = (
  state: VolumeState | null,
  id: string,
  attachmentId: string,
): VolumeEvent[] => {
  const volume = existingVolume(state, id);
  const attachment = known(volume, attachmentId);
  return attachment.attach_status === 'attached' ? [] : [changed(volume, attachment, 'attached')];
};

/** What is left decides the volume's status (spec/api-core.md 2.8). */
export const removeAttachment = (state: VolumeState | null, attachmentId: string): VolumeEvent[] => {
  if (state === null || state.deleted_at !== null) return [];
  const rest = state.attachments.filter(({ id }) => id !== attachmentId);
  if (rest.length === state.attachments.length) return [];
  const { attached_mode: _, ...without } = state.admin_metadata;
  const admin_metadata = rest.length === 0 ? without : state.admin_metadata;
  const data = { attachment_id: attachmentId, admin_metadata, ...standingWith(state, rest) };
  return [{ type: 'VolumeAttachmentRemoved', data }];
};
