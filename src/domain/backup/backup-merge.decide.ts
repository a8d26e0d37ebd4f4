import { StepNotDue } from '../shared/step-not-due.js';
import { cut, type BackupData } from './backup.decide.js';
import type { BackupEvent } from './backup.events.js';
import type { BackupState } from './backup.state.js';

/** Asked of a child by its parent, which is to be deleted. The child stays available, but is neither restored nor deleted. */
export const requestMerge = (state: BackupState | null, layer_backup_id: string): BackupEvent[] =>
  state === null || state.parent_id !== layer_backup_id || state.merging !== null
    ? []
    : [{ type: 'BackupMergeRequested', data: { layer_backup_id } }];

/** A worker that comes late finds no merge, or one that was given up. */
export const completeMerge = (
  state: BackupState | null,
  merge: BackupData<'BackupLayerMerged'>,
): BackupEvent[] => {
  if (state?.merging?.layer_backup_id !== merge.layer_backup_id || state.merging.fail_reason !== null) {
    throw new StepNotDue(`backup ${state?.id} does not take over backup ${merge.layer_backup_id}`);
  }
  return [{ type: 'BackupLayerMerged', data: merge }];
};

export const failMerge = (state: BackupState | null, fail_reason: string): BackupEvent[] =>
  state === null || state.merging === null || state.merging.fail_reason !== null
    ? []
    : [
        {
          type: 'BackupMergeStepFailed',
          data: { layer_backup_id: state.merging.layer_backup_id, fail_reason: cut(fail_reason) },
        },
      ];

/** Nothing of the merge is left. */
export const endFailedMerge = (state: BackupState | null): BackupEvent[] => {
  const fail_reason = state?.merging?.fail_reason ?? null;
  if (state?.merging == null || fail_reason === null) return [];
  const { layer_backup_id } = state.merging;
  return [{ type: 'BackupMergeFailed', data: { layer_backup_id, fail_reason } }];
};
