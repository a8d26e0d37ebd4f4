import { event } from '../shared/event.js';
import { integer, mapOf, nullable, optional, record, text } from '../shared/schema.js';

/** A snapshot that lies at a backend already is taken over, or left there (os-snapshot-manage). */
export const snapshotManageTypes = {
  SnapshotManageRequested: event(
    'SnapshotManageRequested',
    1,
    record({
      snapshot_id: text,
      volume_id: text,
      project_id: text,
      user_id: text,
      size: integer,
      display_name: nullable(text),
      display_description: nullable(text),
      metadata: mapOf(text),
      volume_type_id: text,
      volume_type: text,
      availability_zone: text,
      image_metadata: optional(mapOf(text)),
      /** `source-name` of the reference: its name at the backend. Empty: none was given. */
      reference: text,
    }),
  ),
  /** It is there; from now on no other bytes under that name will do. */
  SnapshotManageLocated: event('SnapshotManageLocated', 1, record({ identity: text })),
  /** A delete that leaves the bytes where they are. */
  SnapshotUnmanageRequested: event('SnapshotUnmanageRequested', 1, record({})),
} as const;
