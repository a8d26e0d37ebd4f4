import type { BackupState } from '../../domain/backup/backup.state.js';
import { allows } from '../http/identity/policy-check.js';
import type { Viewer } from '../http/identity/request-context.js';
import type { Links } from '../http/links.js';
import { RowTexts } from '../http/rows/row-texts.js';

/** spec/backups-api.md 3 */
export const backupSummary = ({ id, display_name }: BackupState, links: Links): object => ({
  id,
  name: display_name,
  links: links.of('backups', id),
});

/** Cinder's fixed key, which stands for "no key". */
const fixedKey = '00000000-0000-0000-0000-000000000000';

const versioned = (backup: BackupState, context: Viewer): object => {
  const { microversion } = context;
  const ownerShown = allows('backup:backup_project_attribute', context, backup.project_id);
  return {
    ...(microversion.atLeast('3.18') && ownerShown
      ? { 'os-backup-project-attr:project_id': backup.project_id }
      : {}),
    ...(microversion.atLeast('3.43') ? { metadata: backup.metadata } : {}),
    ...(microversion.atLeast('3.56') && ownerShown ? { user_id: backup.user_id } : {}),
    ...(microversion.atLeast('3.64') && ![null, fixedKey].includes(backup.encryption_key_id)
      ? { encryption_key_id: backup.encryption_key_id }
      : {}),
  };
};

/** Parent, host, service and service metadata are never shown. */
export const backupDetail = (backup: BackupState, links: Links, context: Viewer): object => ({
  id: backup.id,
  status: backup.status,
  size: backup.size,
  object_count: backup.object_count,
  availability_zone: backup.availability_zone,
  container: backup.container,
  created_at: backup.created_at,
  updated_at: backup.updated_at,
  name: backup.display_name,
  description: backup.display_description,
  fail_reason: backup.fail_reason === null ? null : Array.from(backup.fail_reason).slice(0, 255).join(''),
  volume_id: backup.volume_id,
  links: links.of('backups', backup.id),
  is_incremental: backup.parent_id !== null,
  has_dependent_backups: backup.dependents.length > 0,
  snapshot_id: backup.snapshot_id,
  data_timestamp: backup.data_timestamp,
  ...versioned(backup, context),
});

export const backupSummaries = new RowTexts(backupSummary);
export const backupDetails = new RowTexts(backupDetail);
