import type { SkipReason } from '../../domain/backup-schedule/backup-schedule.events.js';
import type { DomainError, ErrorCode } from '../../domain/shared/errors.js';

const reasons: Readonly<Partial<Record<ErrorCode, SkipReason>>> = {
  VolumeNotFound: 'volume not found',
  InvalidVolume: 'volume not available',
  BackupLimitExceeded: 'quota exceeded',
  VolumeBackupSizeExceedsAvailableQuota: 'quota exceeded',
  UnexpectedOverQuota: 'quota exceeded',
  QuotaUsageOverflow: 'quota exceeded',
};

/** Why no backup was made, when its request was refused. */
export const skippedBy = ({ code, message }: DomainError): { reason: SkipReason; detail: string } => ({
  reason: reasons[code] ?? 'refused',
  detail: message,
});
