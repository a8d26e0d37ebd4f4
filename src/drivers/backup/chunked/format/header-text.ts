import type { MetadataHeader } from './metadata.js';
import { pythonString, pythonStringOrNull } from '../../../../domain/shared/python-json.js';

/** The only version there is; Cinder restores no other. */
export const FORMAT_VERSION = '1.0.0';

/** Members that both files have, as lines `"name": value`, by name. */
export const headerMembers = (
  header: MetadataHeader,
): Readonly<Record<keyof MetadataHeader | 'version', string>> => ({
  backup_description: pythonStringOrNull(header.backup_description),
  backup_id: pythonString(header.backup_id),
  backup_name: pythonStringOrNull(header.backup_name),
  created_at: pythonString(header.created_at),
  version: pythonString(FORMAT_VERSION),
  volume_id: pythonString(header.volume_id),
});
