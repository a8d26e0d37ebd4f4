import {
  availableBackup,
  backupId,
  parentId,
  restoreId,
  volumeId,
} from '../../../test/domain/histories/backup.js';
import { given, momentOf } from '../../../test/support/given.js';
import { nextBackupStep } from '../process/next-step.js';
import { requestDelete, requestForcedDelete } from './backup-deletion.decide.js';
import { completeMerge, endFailedMerge, failMerge, requestMerge } from './backup-merge.decide.js';
import { registerChild, startRestore } from './backup.decide.js';
import type { BackupEvent } from './backup.events.js';
import { backupAggregate } from './backup.state.js';

const child = availableBackup.map((event) =>
  event.type === 'BackupRequested' ? { ...event, data: { ...event.data, parent_id: parentId } } : event,
);
const requested: BackupEvent = { type: 'BackupMergeRequested', data: { layer_backup_id: parentId } };
const merge = { layer_backup_id: parentId, parent_id: null, object_count: 60, bytes_stored: 7 };
const layerMerged: BackupEvent = { type: 'BackupLayerMerged', data: merge };
const failing: BackupEvent = {
  type: 'BackupMergeStepFailed',
  data: { layer_backup_id: parentId, fail_reason: 'No space left' },
};
const failed: BackupEvent = { ...failing, type: 'BackupMergeFailed' };
const merging = [...child, requested];
const step = (history: readonly BackupEvent[]) => {
  const { state } = given(backupAggregate, history);
  return state && nextBackupStep(state);
};

describe('A merge', () => {
  it('is asked of a child of that layer, once', () => {
    given(backupAggregate, child)
      .when((state) => requestMerge(state, parentId))
      .then([requested])
      .thenState({ status: 'available', merging: { layer_backup_id: parentId, fail_reason: null } });
    given(backupAggregate, merging)
      .when((state) => requestMerge(state, parentId))
      .thenNothing();
    given(backupAggregate, child)
      .when((state) => requestMerge(state, backupId))
      .thenNothing();
    given(backupAggregate, [])
      .when((state) => requestMerge(state, parentId))
      .thenNothing();
    expect(step(merging)).toBe('mergeLayer');
  });

  it('leaves a backup with more objects on another base', () => {
    given(backupAggregate, merging)
      .when((state) => completeMerge(state, merge))
      .then([layerMerged])
      .thenState({ parent_id: null, object_count: 60, bytes_stored: 7, merging: null, status: 'available' });
    expect(step([...merging, layerMerged])).toBeNull();
    given(backupAggregate, [...merging, layerMerged])
      .when((state) => completeMerge(state, merge))
      .thenNotDue();
    given(backupAggregate, [...merging, failing])
      .when((state) => completeMerge(state, merge))
      .thenNotDue();
    given(backupAggregate, [])
      .when((state) => completeMerge(state, merge))
      .thenNotDue();
  });

  it('that fails is cleaned up, and leaves the backup as it was', () => {
    given(backupAggregate, merging)
      .when((state) => failMerge(state, 'No space left'))
      .then([failing]);
    expect(step([...merging, failing])).toBe('discardMerge');
    given(backupAggregate, [...merging, failing])
      .when((state) => failMerge(state, 'again'))
      .thenNothing();
    given(backupAggregate, [...merging, failing])
      .when(endFailedMerge)
      .then([failed])
      .thenState({
        status: 'available',
        fail_reason: null,
        parent_id: parentId,
        object_count: 41,
        merging: null,
        gave_up: { at: momentOf(merging.length + 1), fail_reason: 'No space left' },
      });
    expect(step([...merging, failing, failed])).toBeNull();
    for (const history of [child, merging, []])
      given(backupAggregate, history).when(endFailedMerge).thenNothing();
  });

  it('keeps deletions and restores away, but not new incrementals', () => {
    const text = `Invalid backup: Backup ${backupId} is taking over the data of backup ${parentId}.`;
    const after = given(backupAggregate, merging);
    after.when((state) => requestDelete(state, backupId, momentOf(50))).thenThrows('InvalidBackup', text);
    after
      .when((state) => requestForcedDelete(state, backupId, momentOf(50)))
      .thenThrows('InvalidBackup', text);
    for (const joins of [true, false]) {
      after
        .when((state) => startRestore(state, backupId, { restore_id: restoreId, volume_id: volumeId }, joins))
        .thenThrows('InvalidBackup', 'Invalid backup: Backup status must be available');
    }
    after
      .when((state) => registerChild(state, restoreId))
      .then([{ type: 'BackupChildRegistered', data: { child_backup_id: restoreId } }]);
  });
});
