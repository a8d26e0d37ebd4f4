import type { VolumeState } from '../../domain/volume/volume.state.js';
import type { VolumeAttachment } from '../../domain/volume/volume-attachments.js';
import { allows } from '../http/identity/policy-check.js';
import type { Viewer } from '../http/identity/request-context.js';
import type { Links } from '../http/links.js';
import { RowTexts } from '../http/rows/row-texts.js';
import { serviceUuid } from './service-uuid.js';

/** Statuses that Cinder keeps to itself (spec 2.1). */
const shownStatus: Readonly<Record<string, string>> = {
  managing: 'creating',
  error_managing: 'error',
  error_managing_deleting: 'deleting',
};

export const volumeSummary = ({ id, display_name }: VolumeState, links: Links): object => ({
  id,
  name: display_name,
  links: links.of('volumes', id),
});

const versioned = (volume: VolumeState, { microversion, is_admin }: Viewer): object => ({
  ...(is_admin ? { migration_status: volume.migration_status } : {}),
  ...(microversion.atLeast('3.13') ? { group_id: volume.group_id } : {}),
  ...(microversion.atLeast('3.21') && is_admin ? { provider_id: null } : {}),
  ...(microversion.atLeast('3.48')
    ? {
        // True until a backend has the volume and says otherwise.
        shared_targets: volume.host === null,
        service_uuid: volume.host === null ? null : serviceUuid(volume.host),
      }
    : {}),
  ...(microversion.atLeast('3.61') && is_admin ? { cluster_name: null } : {}),
  ...(microversion.atLeast('3.63') ? { volume_type_id: volume.volume_type_id } : {}),
  ...(microversion.atLeast('3.65') ? { consumes_quota: volume.use_quota } : {}),
});

/** `id` is the volume's (spec T7); who may not know hosts is told none. */
export const attachmentRef = (
  attachment: VolumeAttachment,
  volumeId: string,
  { is_admin, roles }: Viewer,
): object => ({
  id: volumeId,
  attachment_id: attachment.id,
  volume_id: volumeId,
  server_id: attachment.instance_uuid,
  host_name: is_admin || roles.includes('service') ? attachment.attached_host : null,
  device: attachment.mountpoint,
  attached_at: attachment.attached_at,
});

/** The answer to create and update: without the extended attributes and the image metadata (spec T10). */
export const volumeView = (volume: VolumeState, links: Links, context: Viewer): object => ({
  id: volume.id,
  status: shownStatus[volume.status] ?? volume.status,
  size: volume.size,
  availability_zone: volume.availability_zone,
  created_at: volume.created_at,
  updated_at: volume.updated_at,
  name: volume.display_name,
  description: volume.display_description,
  volume_type: volume.volume_type,
  snapshot_id: volume.source === 'snapshot' ? volume.source_id : null,
  source_volid: volume.source === 'volume' ? volume.source_id : null,
  metadata: { ...volume.metadata, ...volume.admin_metadata },
  links: links.of('volumes', volume.id),
  user_id: volume.user_id,
  // Never a JSON boolean (spec T6).
  bootable: volume.bootable ? 'true' : 'false',
  encrypted: false,
  replication_status: null,
  consistencygroup_id: null,
  multiattach: false,
  attachments: volume.attachments
    .filter(({ attach_status }) => attach_status === 'attached')
    .map((attachment) => attachmentRef(attachment, volume.id, context)),
  ...versioned(volume, context),
});

export const volumeDetail = (volume: VolumeState, links: Links, context: Viewer): object => ({
  ...volumeView(volume, links, context),
  ...(allows('volume_extension:volume_tenant_attribute', context, volume.project_id)
    ? { 'os-vol-tenant-attr:tenant_id': volume.project_id }
    : {}),
  ...(allows('volume_extension:volume_mig_status_attribute', context, volume.project_id)
    ? {
        'os-vol-mig-status-attr:migstat': volume.migration_status,
        'os-vol-mig-status-attr:name_id': null,
      }
    : {}),
  ...(allows('volume_extension:volume_host_attribute', context, volume.project_id)
    ? { 'os-vol-host-attr:host': volume.host }
    : {}),
  ...(Object.keys(volume.image_metadata).length > 0 ? { volume_image_metadata: volume.image_metadata } : {}),
});

export const volumeSummaries = new RowTexts(volumeSummary);
export const volumeDetails = new RowTexts(volumeDetail);
