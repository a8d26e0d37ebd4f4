import { AttachVolumeHandler } from './attach-volume/attach-volume.handler.js';
import { CancelBackupHandler } from './cancel-backup/cancel-backup.handler.js';
import { ChangeReservationHandler } from './change-reservation/change-reservation.handler.js';
import { ChangeSnapshotMetadataHandler } from './change-snapshot-metadata/change-snapshot-metadata.handler.js';
import { ChangeVolumeMetadataHandler } from './change-volume-metadata/change-volume-metadata.handler.js';
import { CompleteAttachmentHandler } from './complete-attachment/complete-attachment.handler.js';
import { CreateAttachmentHandler } from './create-attachment/create-attachment.handler.js';
import { CreateBackupHandler } from './create-backup/create-backup.handler.js';
import { CreateBackupScheduleHandler } from './create-backup-schedule/create-backup-schedule.handler.js';
import { DeleteBackupScheduleHandler } from './delete-backup-schedule/delete-backup-schedule.handler.js';
import { UpdateBackupScheduleHandler } from './update-backup-schedule/update-backup-schedule.handler.js';
import { RunBackupScheduleHandler } from './run-backup-schedule/run-backup-schedule.handler.js';
import { CreateSnapshotHandler } from './create-snapshot/create-snapshot.handler.js';
import { CreateVolumeHandler } from './create-volume/create-volume.handler.js';
import { DeleteAttachmentHandler } from './delete-attachment/delete-attachment.handler.js';
import { DeleteBackupHandler } from './delete-backup/delete-backup.handler.js';
import { DeleteChainMemberHandler } from './delete-chain-member/delete-chain-member.handler.js';
import { DeleteMessageHandler } from './delete-message/delete-message.handler.js';
import { DeleteSnapshotHandler } from './delete-snapshot/delete-snapshot.handler.js';
import { DeleteVolumeHandler } from './delete-volume/delete-volume.handler.js';
import { ExportBackupHandler } from './export-backup/export-backup.handler.js';
import { ExtendVolumeHandler } from './extend-volume/extend-volume.handler.js';
import { FindEarlierHandler } from './find-earlier/find-earlier.handler.js';
import { HoldBackupHandler } from './hold-backup/hold-backup.handler.js';
import { ImportBackupHandler } from './import-backup/import-backup.handler.js';
import { ReleaseBackupHoldHandler } from './release-backup-hold/release-backup-hold.handler.js';
import { ResetBackupStatusHandler } from './reset-backup-status/reset-backup-status.handler.js';
import { RemoveQuotaLimitsHandler } from './remove-quota-limits/remove-quota-limits.handler.js';
import { ResetSnapshotStatusHandler } from './reset-snapshot-status/reset-snapshot-status.handler.js';
import { ResetVolumeStatusHandler } from './reset-volume-status/reset-volume-status.handler.js';
import { RestoreBackupHandler } from './restore-backup/restore-backup.handler.js';
import { ListManageableHandler } from './list-manageable/list-manageable.handler.js';
import { ManageVolumeHandler } from './manage-volume/manage-volume.handler.js';
import { UnmanageSnapshotHandler } from './unmanage-snapshot/unmanage-snapshot.handler.js';
import { UnmanageVolumeHandler } from './unmanage-volume/unmanage-volume.handler.js';
import { MigrateVolumeHandler } from './migrate-volume/migrate-volume.handler.js';
import { RetypeVolumeHandler } from './retype-volume/retype-volume.handler.js';
import { RevertVolumeHandler } from './revert-volume/revert-volume.handler.js';
import { SetQuotaClassLimitsHandler } from './set-quota-class-limits/set-quota-class-limits.handler.js';
import { SetQuotaLimitsHandler } from './set-quota-limits/set-quota-limits.handler.js';
import { DescribeConnectionsHandler } from './describe-connections/describe-connections.handler.js';
import { DetachVolumeHandler } from './detach-volume/detach-volume.handler.js';
import { InitializeConnectionHandler } from './initialize-connection/initialize-connection.handler.js';
import { TerminateConnectionHandler } from './terminate-connection/terminate-connection.handler.js';
import { UpdateAttachmentHandler } from './update-attachment/update-attachment.handler.js';
import { groupTypeCommandHandlers } from './group-type-command-handlers.js';
import { typeCommandHandlers } from './type-command-handlers.js';
import { SetServiceStatusHandler } from './set-service-status/set-service-status.handler.js';
import { UpdateBackupHandler } from './update-backup/update-backup.handler.js';
import { UpdateSnapshotHandler } from './update-snapshot/update-snapshot.handler.js';
import { UpdateVolumeHandler } from './update-volume/update-volume.handler.js';
import { VerifyBackupHandler } from './verify-backup/verify-backup.handler.js';
import { SetVolumeFlagHandler } from './set-volume-flag/set-volume-flag.handler.js';
import { ChangeImageMetadataHandler } from './change-image-metadata/change-image-metadata.handler.js';
import { UpdateSnapshotStatusHandler } from './update-snapshot-status/update-snapshot-status.handler.js';
import { FreezeBackendHandler } from './freeze-backend/freeze-backend.handler.js';
import { CreateGroupHandler } from './create-group/create-group.handler.js';
import { CreateGroupFromHandler } from './create-group-from/create-group-from.handler.js';
import { DeleteGroupHandler } from './delete-group/delete-group.handler.js';
import { ResetGroupStatusHandler } from './reset-group-status/reset-group-status.handler.js';
import { UpdateGroupHandler } from './update-group/update-group.handler.js';
import { CreateTransferHandler } from './create-transfer/create-transfer.handler.js';
import { AcceptTransferHandler } from './accept-transfer/accept-transfer.handler.js';
import { CreateGroupSnapshotHandler } from './create-group-snapshot/create-group-snapshot.handler.js';
import { DeleteGroupSnapshotHandler } from './delete-group-snapshot/delete-group-snapshot.handler.js';
import { ResetGroupSnapshotStatusHandler } from './reset-group-snapshot-status/reset-group-snapshot-status.handler.js';
import { DeleteTransferHandler } from './delete-transfer/delete-transfer.handler.js';

/** One handler for each command. */
export const commandHandlers = [
  AttachVolumeHandler,
  CancelBackupHandler,
  ChangeReservationHandler,
  ChangeSnapshotMetadataHandler,
  ChangeVolumeMetadataHandler,
  CompleteAttachmentHandler,
  CreateAttachmentHandler,
  CreateBackupHandler,
  CreateBackupScheduleHandler,
  DeleteBackupScheduleHandler,
  UpdateBackupScheduleHandler,
  RunBackupScheduleHandler,
  CreateSnapshotHandler,
  CreateVolumeHandler,
  DeleteAttachmentHandler,
  DeleteBackupHandler,
  DeleteChainMemberHandler,
  DeleteMessageHandler,
  DeleteSnapshotHandler,
  DeleteVolumeHandler,
  ExportBackupHandler,
  ExtendVolumeHandler,
  FindEarlierHandler,
  HoldBackupHandler,
  ImportBackupHandler,
  ReleaseBackupHoldHandler,
  ResetBackupStatusHandler,
  RemoveQuotaLimitsHandler,
  ResetSnapshotStatusHandler,
  ResetVolumeStatusHandler,
  RestoreBackupHandler,
  ListManageableHandler,
  ManageVolumeHandler,
  UnmanageSnapshotHandler,
  UnmanageVolumeHandler,
  MigrateVolumeHandler,
  RetypeVolumeHandler,
  RevertVolumeHandler,
  SetQuotaClassLimitsHandler,
  SetQuotaLimitsHandler,
  DescribeConnectionsHandler,
  DetachVolumeHandler,
  InitializeConnectionHandler,
  TerminateConnectionHandler,
  UpdateAttachmentHandler,
  SetServiceStatusHandler,
  UpdateBackupHandler,
  UpdateSnapshotHandler,
  UpdateVolumeHandler,
  VerifyBackupHandler,
  SetVolumeFlagHandler,
  ChangeImageMetadataHandler,
  UpdateSnapshotStatusHandler,
  ...typeCommandHandlers,
  ...groupTypeCommandHandlers,
  FreezeBackendHandler,
  CreateGroupHandler,
  CreateGroupFromHandler,
  UpdateGroupHandler,
  DeleteGroupHandler,
  ResetGroupStatusHandler,
  CreateTransferHandler,
  AcceptTransferHandler,
  DeleteTransferHandler,
  CreateGroupSnapshotHandler,
  DeleteGroupSnapshotHandler,
  ResetGroupSnapshotStatusHandler,
];
