import {
  availableBackup,
  backupId,
  backupRequested,
  deletedBackup,
  deletionRequested,
  erroredBackup,
  later,
  objectsDeleted,
  restoreStarted,
  restoringBackup,
} from '../../../test/domain/histories/backup.js';
import { verificationId } from '../../../test/domain/histories/verification.js';
import { given } from '../../../test/support/given.js';
import { nextBackupStep } from '../process/next-step.js';
import { requestDelete } from './backup-deletion.decide.js';
import {
  abandonVerificationOf,
  finishVerification,
  startVerification,
} from './backup-verification.decide.js';
import { registerChild, startRestore } from './backup.decide.js';
import type { BackupEvent } from './backup.events.js';
import { backupAggregate, type BackupState } from './backup.state.js';

const started: BackupEvent = { type: 'BackupVerificationStarted', data: { verification_id: verificationId } };
const result = {
  verification_id: verificationId,
  outcome: 'damaged',
  objects_checked: 43,
  bytes_checked: 2 ** 31,
  damaged_objects: 1,
  message: '1 of 43 objects are missing or damaged.',
} as const;
const verified: BackupEvent = { type: 'BackupVerified', data: result };
const start = (state: BackupState | null) => startVerification(state, backupId, verificationId);
const verifying = [...availableBackup, started];
const next = (history: readonly BackupEvent[]): string | null => {
  const { state } = given(backupAggregate, history);
  return state === null ? null : nextBackupStep(state);
};

describe('A backup that is verified', () => {
  it.each([
    ['available', availableBackup],
    ['restoring', restoringBackup],
  ])('stays %s, and knows the result', (status, history) => {
    given(backupAggregate, history)
      .when(start)
      .then([started])
      .thenState({ status, verifying: verificationId });
    given(backupAggregate, [...history, started])
      .when((state) => finishVerification(state, result))
      .then([verified])
      .when((state) => finishVerification(state, result))
      .thenNothing()
      .thenState({ status, verifying: null });
  });

  it('is verified by one verification at a time', () => {
    given(backupAggregate, verifying)
      .when(start)
      .thenNothing()
      .when((state) => startVerification(state, backupId, 'other'))
      .thenThrows(
        'ResourceConflict',
        `Resource conflict: Backup ${backupId} is being verified already, by verification ${verificationId}.`,
      );
    given(backupAggregate, verifying)
      .when((state) => finishVerification(state, { ...result, verification_id: 'other' }))
      .thenNothing();
  });

  it.each([
    ['creating', [backupRequested]],
    ['error', erroredBackup],
    ['deleting', [...availableBackup, deletionRequested]],
  ])('is not %s', (_, history) => {
    given(backupAggregate, history)
      .when(start)
      .thenThrows('InvalidBackup', 'Invalid backup: Backup status must be available or restoring');
  });

  it('is there', () => {
    given(backupAggregate, deletedBackup)
      .when(start)
      .thenThrows('BackupNotFound', `Backup ${backupId} could not be found.`);
  });

  it('can be restored and be a parent meanwhile', () => {
    const restore = { restore_id: 'r', volume_id: 'v' };
    given(backupAggregate, verifying)
      .when((state) => startRestore(state, backupId, restore, false))
      .then([{ type: 'BackupRestoreStarted', data: restore }])
      .thenState({ verifying: verificationId });
    given(backupAggregate, verifying)
      .when((state) => registerChild(state, 'child'))
      .then([{ type: 'BackupChildRegistered', data: { child_backup_id: 'child' } }]);
  });

  it('is deleted when the verification has stopped', () => {
    given(backupAggregate, verifying)
      .when((state) => requestDelete(state, backupId, later))
      .then([deletionRequested]);
    expect(next([...verifying, deletionRequested])).toBe('stopVerification');
    expect(next([...verifying, deletionRequested, verified])).toBe('deleteObjects');
    expect(next([...verifying, deletionRequested, verified, objectsDeleted])).toBe('finishDelete');
    const both = [...verifying, restoreStarted, deletionRequested];
    expect(next(both)).toBe('stopVerification');
    expect(next([...both, verified])).toBe(null);
  });

  it('is free again when the request had died', () => {
    given(backupAggregate, verifying)
      .when((state) => abandonVerificationOf(state, verificationId, 'the request died'))
      .thenState({ verifying: null });
  });
});
