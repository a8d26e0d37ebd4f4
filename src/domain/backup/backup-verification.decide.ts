import { DomainError, invalidBackup } from '../shared/errors.js';
import { existingBackup, isReadable, requireAtRest, type BackupData } from './backup.decide.js';
import type { BackupEvent } from './backup.events.js';
import type { BackupState } from './backup.state.js';

/** One verification at a time. It changes nothing about what else can be done with the backup. */
export const startVerification = (
  state: BackupState | null,
  id: string,
  verification_id: string,
): BackupEvent[] => {
  const backup = existingBackup(state, id);
  if (backup.verifying === verification_id) return [];
  if (!isReadable(backup)) throw invalidBackup('Backup status must be available or restoring');
  requireAtRest(backup);
  if (backup.verifying !== null) {
    throw new DomainError(
      'ResourceConflict',
      `Resource conflict: Backup ${id} is being verified already, by verification ${backup.verifying}.`,
    );
  }
  return [{ type: 'BackupVerificationStarted', data: { verification_id } }];
};

/** The result stands in the backup's own history. */
export const finishVerification = (
  state: BackupState | null,
  result: BackupData<'BackupVerified'>,
): BackupEvent[] =>
  state?.verifying === result.verification_id ? [{ type: 'BackupVerified', data: result }] : [];

/** Its request died before it was recorded. */
export const abandonVerificationOf = (
  state: BackupState | null,
  verification_id: string,
  reason: string,
): BackupEvent[] =>
  finishVerification(state, {
    verification_id,
    outcome: 'abandoned',
    objects_checked: 0,
    bytes_checked: 0,
    damaged_objects: 0,
    message: reason,
  });
