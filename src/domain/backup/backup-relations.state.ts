import type { Recorded } from '../shared/event.js';
import type { BackupColumns } from './backup-columns.js';
import type { BackupEvent } from './backup.events.js';

/** Who builds on the backup, and who reads it. */
export interface BackupRelations {
  /** Live incrementals on top of this one, unfinished and failed ones included. */
  readonly children: readonly string[];
  /** Those of them that finished well; its size is Cinder's num_dependent_backups. */
  readonly dependents: readonly string[];
  readonly active_restores: readonly string[];
  /** The verification that reads it. */
  readonly verifying: string | null;
}

type Told = Pick<BackupColumns, 'status'> & BackupRelations;
type Change = Partial<BackupColumns & BackupRelations>;

const without = (ids: readonly string[], id: string): readonly string[] =>
  ids.filter((other) => other !== id);

/** Null: the event says nothing of others. */
export const evolveRelations = (state: Told, event: Recorded<BackupEvent>): Change | null => {
  switch (event.type) {
    case 'BackupChildRegistered':
      return {
        children: [...without(state.children, event.data.child_backup_id), event.data.child_backup_id],
      };
    case 'BackupChildRemoved':
      return {
        children: without(state.children, event.data.child_backup_id),
        dependents: without(state.dependents, event.data.child_backup_id),
      };
    case 'BackupDependentAdded':
      return {
        dependents: [...without(state.dependents, event.data.child_backup_id), event.data.child_backup_id],
      };
    case 'BackupRestoreStarted':
      return {
        status: 'restoring',
        restore_volume_id: event.data.volume_id,
        active_restores: [...state.active_restores, event.data.restore_id],
      };
    case 'BackupRestoreFinished': {
      const active_restores = without(state.active_restores, event.data.restore_id);
      const over = state.status === 'restoring' && active_restores.length === 0;
      return { active_restores, status: over ? 'available' : state.status };
    }
    case 'BackupVerificationStarted':
      return { verifying: event.data.verification_id };
    case 'BackupVerified':
      return { verifying: null };
    default:
      return null;
  }
};
