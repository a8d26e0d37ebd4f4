import { sameClaim, type Claim } from '../shared/claim.js';
import type { SnapshotState } from '../snapshot/snapshot.state.js';
import type { VolumeState } from '../volume/volume.state.js';

/** Only what may take a source or a target away from its operation: its holder and its status. */
type Held = Pick<VolumeState | SnapshotState, 'lock' | 'status' | 'deleted_at'>;

const lost = (held: Held | null, holder: Claim): string | null => {
  if (held !== null && held.deleted_at === null && sameClaim(held.lock, holder)) return null;
  return held?.status ?? 'deleted';
};

/**
 * Why a backup must not read its source any more: an administrator gave it to somebody else, or it was deleted by force.
 * Null when the backup still holds it. Texts of spec/backup-workflow.md section 8.
 */
export const lostSource = (
  source: { readonly kind: 'volume' | 'snapshot'; readonly held: Held | null },
  backupId: string,
): string | null => {
  const status = lost(source.held, { operation: 'backup', operation_id: backupId });
  return status === null
    ? null
    : `Create backup aborted, expected ${source.kind} status backing-up but got ${status}.`;
};

/** Why a restore must not write to its target any more; null when it still holds it. */
export const lostTarget = (volume: Held | null, restoreId: string): string | null => {
  const status = lost(volume, { operation: 'restore', operation_id: restoreId });
  return status === null
    ? null
    : `Restore backup aborted, expected volume status restoring-backup,creating but got ${status}.`;
};
