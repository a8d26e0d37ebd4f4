import { integer, mapOf, nullable, record, text, type Infer } from '../shared/schema.js';

/** What an imported record tells of a backup; everything else is this service's own (spec/backup-workflow.md section 6). */
export const importedRecord = record({
  volume_id: text,
  parent_id: nullable(text),
  snapshot_id: nullable(text),
  restore_volume_id: nullable(text),
  /** GiB. */
  size: integer,
  object_count: integer,
  display_name: nullable(text),
  display_description: nullable(text),
  container: nullable(text),
  service_metadata: nullable(text),
  encryption_key_id: nullable(text),
  metadata: mapOf(text),
  /** Null: when it was imported. */
  created_at: nullable(text),
  data_timestamp: nullable(text),
});
export type ImportedRecord = Infer<typeof importedRecord>;

/** The volume of a backup whose record is not applied yet, or does not say. */
export const unknownVolume = '00000000-0000-0000-0000-000000000000';
