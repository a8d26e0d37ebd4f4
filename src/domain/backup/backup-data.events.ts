import { event, type EventOf } from '../shared/event.js';
import { integer, record, text } from '../shared/schema.js';

/**
 * The stream `backupData-<id>`: one event per stored object, in order. Its expected revision is object_id - 2 (the first
 * expects no stream), so two workers can never both record the same object: the slower one is fenced off.
 * Objects that a merge took over later are not told here, but by BackupLayerMerged. Hashes of blocks do not belong here: they
 * go to the `_sha256file` object.
 */
export const backupDataEvents = {
  ChunkWritten: event(
    'ChunkWritten',
    1,
    record({
      object_id: integer,
      object_name: text,
      offset: integer,
      length: integer,
      compression: text,
      md5: text,
      stored_bytes: integer,
      attempt: integer,
    }),
  ),
} as const;

export type BackupDataEvent = EventOf<typeof backupDataEvents>;
export const backupDataCategory = 'backupData';
