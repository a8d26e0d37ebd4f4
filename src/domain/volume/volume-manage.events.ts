import { event } from '../shared/event.js';
import { flag, integer, mapOf, nullable, record, text } from '../shared/schema.js';

/** A volume that lies at a backend already is taken over, or left there (spec/api-core.md 5, os-volume-manage). */
export const volumeManageTypes = {
  VolumeManageRequested: event(
    'VolumeManageRequested',
    1,
    record({
      volume_id: text,
      project_id: text,
      user_id: text,
      display_name: nullable(text),
      display_description: nullable(text),
      volume_type_id: text,
      volume_type: text,
      availability_zone: text,
      metadata: mapOf(text),
      bootable: flag,
      host: text,
      /** `source-name` of the reference: its name at the backend. Empty: none was given. */
      reference: text,
    }),
  ),
  /** It is there; from now on no other bytes under that name will do. */
  VolumeManageLocated: event('VolumeManageLocated', 1, record({ size: integer, identity: text })),
  VolumeManaged: event('VolumeManaged', 1, record({ size: integer, host: text })),
  VolumeManageFailed: event('VolumeManageFailed', 1, record({ reason: text })),
  /** A delete that leaves the bytes where they are. */
  VolumeUnmanageRequested: event('VolumeUnmanageRequested', 1, record({})),
} as const;
