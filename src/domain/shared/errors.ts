/**
 * Errors a user can cause or meet. Codes are the names of Cinder's exception classes; src/api/http maps each to its
 * HTTP status and envelope. The message is the text that the client reads.
 */
export const errorCodes = [
  'VolumeNotFound',
  'SnapshotNotFound',
  'BackupNotFound',
  'VolumeAttachmentNotFound',
  'VolumeMetadataNotFound',
  'SnapshotMetadataNotFound',
  'VolumeTypeNotFound',
  'VolumeTypeNotFoundByName',
  'VolumeTypeExists',
  'VolumeTypeDeletionError',
  'VolumeTypeDefaultDeletionError',
  'VolumeTypeExtraSpecsNotFound',
  'VolumeTypeAccessExists',
  'VolumeTypeAccessNotFound',
  'VolumeTypeEncryptionExists',
  'VolumeTypeEncryptionNotFound',
  'VolumeTypeProjectDefaultNotFound',
  'InvalidVolumeType',
  'InvalidTypeAvailabilityZones',
  'QoSSpecsNotFound',
  'QoSSpecsKeyNotFound',
  'QoSSpecsExists',
  'InvalidQoSSpecs',
  'GroupNotFound',
  'GroupTypeNotFound',
  'GroupTypeNotFoundByName',
  'GroupTypeExists',
  'GroupTypeInUse',
  'GroupTypeSpecsNotFound',
  'GroupSnapshotNotFound',
  'InvalidGroup',
  'InvalidGroupStatus',
  'InvalidGroupType',
  'GroupLimitExceeded',
  'InvalidGroupSnapshot',
  'InvalidGroupSnapshotStatus',
  'ClusterNotFound',
  'MessageNotFound',
  'TransferNotFound',
  'InvalidAuthKey',
  'GlanceMetadataNotFound',
  'ImageNotFound',
  'InvalidInput',
  'InvalidParameterValue',
  'InvalidVolume',
  'InvalidSnapshot',
  'InvalidBackup',
  'InvalidAvailabilityZone',
  'InvalidHost',
  'ServiceNotFound',
  'ServiceUnavailable',
  'NotSupportedOperation',
  'VolumeLimitExceeded',
  'VolumeSizeExceedsAvailableQuota',
  'VolumeSizeExceedsLimit',
  'SnapshotLimitExceeded',
  'BackupLimitExceeded',
  'VolumeBackupSizeExceedsAvailableQuota',
  'UnexpectedOverQuota',
  'QuotaUsageOverflow',
  'InvalidVolumeAttachMode',
  'ConflictNovaUsingAttachment',
  'ResourceConflict',
  'BackupScheduleNotFound',
] as const;

export type ErrorCode = (typeof errorCodes)[number];

export class DomainError extends Error {
  override readonly name = 'DomainError';
  constructor(
    readonly code: ErrorCode,
    message: string,
  ) {
    super(message);
  }
}

export const volumeNotFound = (id: string): DomainError =>
  new DomainError('VolumeNotFound', `Volume ${id} could not be found.`);
export const snapshotNotFound = (id: string): DomainError =>
  new DomainError('SnapshotNotFound', `Snapshot ${id} could not be found.`);
export const backupNotFound = (id: string): DomainError =>
  new DomainError('BackupNotFound', `Backup ${id} could not be found.`);
export const groupNotFound = (id: string): DomainError =>
  new DomainError('GroupNotFound', `Group ${id} could not be found.`);
export const groupSnapshotNotFound = (id: string): DomainError =>
  new DomainError('GroupSnapshotNotFound', `GroupSnapshot ${id} could not be found.`);
export const messageNotFound = (id: string): DomainError =>
  new DomainError('MessageNotFound', `Message ${id} could not be found.`);
export const transferNotFound = (id: string): DomainError =>
  new DomainError('TransferNotFound', `Transfer ${id} could not be found.`);
export const attachmentNotFound = (id: string): DomainError =>
  new DomainError(
    'VolumeAttachmentNotFound',
    `Volume attachment could not be found with filter: attachment_id = ${id}.`,
  );
/** With an empty id when it is not clear which attachment is meant (spec/api-core.md 4.4). */
export const attachedElsewhere = (instanceId: string): DomainError =>
  new DomainError(
    'ConflictNovaUsingAttachment',
    `Detach volume from instance ${instanceId} using the Compute API`,
  );
export const invalidInput = (reason: string): DomainError =>
  new DomainError('InvalidInput', `Invalid input received: ${reason}`);
export const invalidVolume = (reason: string): DomainError =>
  new DomainError('InvalidVolume', `Invalid volume: ${reason}`);
export const invalidSnapshot = (reason: string): DomainError =>
  new DomainError('InvalidSnapshot', `Invalid snapshot: ${reason}`);
export const invalidBackup = (reason: string): DomainError =>
  new DomainError('InvalidBackup', `Invalid backup: ${reason}`);
export const invalidGroup = (reason: string): DomainError =>
  new DomainError('InvalidGroup', `Invalid Group: ${reason}`);
/** As Cinder answers what a driver cannot do: 405. */
export const notSupported = (operation: string): DomainError =>
  new DomainError('NotSupportedOperation', `Operation not supported: ${operation}.`);
/** As Cinder's checker prints it: the valid words as a Python tuple. */
export const invalidStatus = (what: string, given: string, valid: readonly string[]): DomainError =>
  new DomainError(
    'InvalidParameterValue',
    `${what}: ${given} is invalid, valid statuses are: (${valid.map((word) => `'${word}'`).join(', ')}).`,
  );
