import type { VolumeState } from '../domain/volume/volume.state.js';
import type { VolumeDescription } from '../drivers/backup/port.js';

/** A volume as a backup carries it (spec/backup-formats.md section 4): Cinder's columns, as far as we have them. */
export const describeVolume = (volume: VolumeState): VolumeDescription => ({
  columns: {
    id: volume.id,
    use_quota: volume.use_quota,
    user_id: volume.user_id,
    project_id: volume.project_id,
    snapshot_id: volume.source === 'snapshot' ? volume.source_id : null,
    source_volid: volume.source === 'volume' ? volume.source_id : null,
    host: volume.host,
    size: volume.size,
    availability_zone: volume.availability_zone,
    status: volume.status,
    attach_status: volume.attach_status,
    migration_status: volume.migration_status,
    previous_status: volume.previous_status,
    display_name: volume.display_name,
    display_description: volume.display_description,
    volume_type_id: volume.volume_type_id,
    bootable: volume.bootable,
    multiattach: false,
    shared_targets: true,
    created_at: volume.created_at,
    updated_at: volume.updated_at,
    launched_at: volume.launched_at,
    deleted: false,
  },
  metadata: volume.metadata,
  glance_metadata: volume.image_metadata,
});
