import type { Recorded } from '../shared/event.js';
import { present } from '../shared/present.js';
import type { BackupColumns } from './backup-columns.js';
import type { BackupEvent } from './backup.events.js';

export type DeletionPhase = 'requested' | 'objectsDeleted';

export interface ChildrenFirst {
  readonly how: 'delete' | 'detach';
  /** Also children of other projects: an administrator asked. */
  readonly all_projects: boolean;
}

/** Keeps the backup from being deleted. */
export interface Hold {
  readonly reason: string;
  /** It lapses at this moment; null: never. */
  readonly until: string | null;
  readonly user_id: string | null;
  readonly held_at: string;
}

/** How the backup goes, or what keeps it. */
export interface BackupDeletion {
  /** The newest hold that was not released; it may have lapsed (backup-hold.decide.ts). */
  readonly hold: Hold | null;
  readonly deletion: DeletionPhase | null;
  /** When the deletion that runs, or the last one, was asked for. */
  readonly deletion_requested_at: string | null;
  /** What becomes of its children before it is deleted; null: it has none, or they block the deletion. */
  readonly children_first: ChildrenFirst | null;
  /** It takes over its parent's layer; `fail_reason`: it could not, and what was copied is removed. */
  readonly merging: { readonly layer_backup_id: string; readonly fail_reason: string | null } | null;
  /** Its last deletion or merge failed. A parent that waits for one of them looks here. */
  readonly gave_up: { readonly at: string; readonly fail_reason: string } | null;
}

type Change = Partial<BackupColumns & BackupDeletion>;

/** Null: the event says nothing of changes, holds and deletions. */
export const evolveDeletion = (event: Recorded<BackupEvent>): Change | null => {
  switch (event.type) {
    case 'BackupUpdated':
      return present(event.data);
    case 'BackupStatusReset':
      return { status: event.data.to };
    case 'BackupHeld':
      return { hold: { ...event.data, held_at: event.at } };
    case 'BackupHoldReleased':
      return { hold: null };
    case 'BackupDeletionRequested':
      return {
        status: 'deleting',
        deletion: 'requested',
        deletion_requested_at: event.at,
        gave_up: null,
      };
    case 'BackupCascadeRequested':
      return { children_first: { how: 'delete', ...event.data } };
    case 'BackupDetachRequested':
      return { children_first: { how: 'detach', ...event.data } };
    case 'BackupObjectsDeleted':
      return { deletion: 'objectsDeleted' };
    case 'BackupDeletionFailed':
      return {
        status: 'error',
        deletion: null,
        children_first: null,
        ...event.data,
        gave_up: { at: event.at, ...event.data },
      };
    case 'BackupDeleted':
      return { status: 'deleted', deletion: null, deleted_at: event.at };
    default:
      return null;
  }
};

/** Null: the event says nothing of merges. */
export const evolveMerge = (event: Recorded<BackupEvent>): Change | null => {
  switch (event.type) {
    case 'BackupMergeRequested':
      return { merging: { ...event.data, fail_reason: null }, gave_up: null };
    case 'BackupLayerMerged': {
      const { parent_id, object_count, bytes_stored } = event.data;
      return { parent_id, object_count, bytes_stored, merging: null };
    }
    case 'BackupMergeStepFailed':
      return { merging: event.data };
    case 'BackupMergeFailed':
      return { merging: null, gave_up: { at: event.at, fail_reason: event.data.fail_reason } };
    default:
      return null;
  }
};
