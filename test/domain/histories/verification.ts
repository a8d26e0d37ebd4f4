import type {
  VerificationFindings,
  VerificationToStart,
} from '../../../src/domain/verification/verification.decide.js';
import type { VerificationEvent } from '../../../src/domain/verification/verification.events.js';
import { backupId } from './backup.js';

export const verificationId = 'd7f2b4a6-1c3e-4f58-9a7b-0e2d4c6f8b10';

export const verificationToStart: VerificationToStart = {
  verification_id: verificationId,
  project_id: 'd1a8f0b2c3e44f5a9b6c7d8e9f0a1b2c',
  user_id: 'e2b9f1c3d4f55a6b8c7d9e0f1a2b3c4d',
  backup_id: backupId,
};

export const verificationRequested: VerificationEvent = {
  type: 'VerificationRequested',
  data: verificationToStart,
};
export const attemptStarted = (attempt: number): VerificationEvent => ({
  type: 'VerificationStarted',
  data: { host: 'backup-1', attempt },
});
export const sound: VerificationFindings = {
  objects_checked: 43,
  bytes_checked: 2 ** 31,
  damaged_objects: 0,
  damaged: [],
};
export const runningVerification: readonly VerificationEvent[] = [verificationRequested, attemptStarted(1)];
