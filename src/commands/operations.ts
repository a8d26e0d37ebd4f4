import { failImport } from '../domain/backup/backup-import.decide.js';
import type { AttachmentEvent } from '../domain/attachment/attachment.events.js';
import { attachmentAggregate, type AttachmentState } from '../domain/attachment/attachment.state.js';
import { failStep as failBackup } from '../domain/backup/backup-steps.decide.js';
import { failMerge } from '../domain/backup/backup-merge.decide.js';
import { failDelete as failBackupDelete } from '../domain/backup/backup-deletion.decide.js';
import type { BackupEvent } from '../domain/backup/backup.events.js';
import { backupAggregate, type BackupState } from '../domain/backup/backup.state.js';
import { failCreate as failGroup } from '../domain/group/group.decide.js';
import { failDelete as failGroupDelete } from '../domain/group/group-deletion.decide.js';
import type { GroupEvent } from '../domain/group/group.events.js';
import { groupAggregate, type GroupState } from '../domain/group/group.state.js';
import type { GroupSnapshotEvent } from '../domain/group-snapshot/group-snapshot.events.js';
import {
  groupSnapshotAggregate,
  type GroupSnapshotState,
} from '../domain/group-snapshot/group-snapshot.state.js';
import {
  nextAttachmentStep,
  nextBackupStep,
  nextGroupSnapshotStep,
  nextGroupStep,
  nextRestoreStep,
  nextSnapshotStep,
  nextTransferStep,
  nextVerificationStep,
  nextVolumeStep,
  type AttachmentStep,
  type BackupStep,
  type GroupSnapshotStep,
  type GroupStep,
  type RestoreStep,
  type SnapshotStep,
  type TransferStep,
  type VerificationStep,
  type VolumeStep,
} from '../domain/process/next-step.js';
import { failStep as failRestore } from '../domain/restore/restore.decide.js';
import type { RestoreEvent } from '../domain/restore/restore.events.js';
import { restoreAggregate, type RestoreState } from '../domain/restore/restore.state.js';
import type { OperationKind } from '../domain/shared/claim.js';
import type { Aggregate, AnyEvent } from '../domain/shared/event.js';
import {
  failCreate as failSnapshot,
  failDelete as failSnapshotDelete,
} from '../domain/snapshot/snapshot.decide.js';
import type { SnapshotEvent } from '../domain/snapshot/snapshot.events.js';
import { snapshotAggregate, type SnapshotState } from '../domain/snapshot/snapshot.state.js';
import type { TransferEvent } from '../domain/transfer/transfer.events.js';
import { transferAggregate, type TransferState } from '../domain/transfer/transfer.state.js';
import type { VerificationEvent } from '../domain/verification/verification.events.js';
import { verificationAggregate, type VerificationState } from '../domain/verification/verification.state.js';
import { failManage } from '../domain/volume/volume-manage.decide.js';
import { giveMigrationUp } from '../domain/volume/volume-migrate.decide.js';
import { failDelete as failVolumeDelete } from '../domain/volume/volume-deletion.decide.js';
import { failCreate as failVolume, failExtend } from '../domain/volume/volume.decide.js';
import type { VolumeEvent } from '../domain/volume/volume.events.js';
import { volumeAggregate, type VolumeState } from '../domain/volume/volume.state.js';
import { attachmentSteps } from './attachment-steps/attachment-steps.js';
import { backupSteps } from './backup-steps/backup-steps.js';
import { groupSnapshotSteps } from './group-snapshot-steps/group-snapshot-steps.js';
import { groupSteps } from './group-steps/group-steps.js';
import { restoreSteps } from './restore-steps/restore-steps.js';
import { snapshotSteps } from './snapshot-steps/snapshot-steps.js';
import type { Step, StepDependencies } from './step.js';
import { transferSteps } from './transfer-steps/transfer-steps.js';
import { verificationSteps } from './verification-steps/verification-steps.js';
import { volumeSteps } from './volume-steps/volume-steps.js';

/** What a failed step turns into; the stage is the step, or the part of it that failed. Null: it gives back or ends something, and is tried again until it succeeds. */
type Failure<S, E> = ((state: S | null, id: string, reason: string, stage: string) => readonly E[]) | null;

export interface Operation<S, E extends AnyEvent, Name extends string> {
  readonly aggregate: Aggregate<S, E>;
  readonly nextStep: (state: S) => Name | null;
  readonly steps: Readonly<Record<Name, Step<S>>>;
  readonly failures: Readonly<Record<Name, Failure<S, E>>>;
}

const failBackupStep: Failure<BackupState, BackupEvent> = (state, _id, reason, stage) =>
  failBackup(state, stage, reason);

const backup = (needs: StepDependencies): Operation<BackupState, BackupEvent, BackupStep> => ({
  aggregate: backupAggregate,
  nextStep: nextBackupStep,
  steps: backupSteps(needs),
  failures: {
    import: (state, _id, reason) => failImport(state, reason),
    schedule: failBackupStep,
    start: failBackupStep,
    prepareDevice: failBackupStep,
    createTemp: failBackupStep,
    exportDevice: failBackupStep,
    transfer: failBackupStep,
    detachDevice: null,
    removeExport: null,
    deleteTemp: null,
    finish: null,
    fail: null,
    settleChildren: null,
    mergeLayer: (state, _id, reason) => failMerge(state, reason),
    discardMerge: null,
    stopVerification: null,
    deleteObjects: (state, _id, reason) => failBackupDelete(state, reason),
    finishDelete: null,
  },
});

const failRestoreStep: Failure<RestoreState, RestoreEvent> = (state, _id, reason, stage) =>
  failRestore(state, stage, reason);

const restore = (needs: StepDependencies): Operation<RestoreState, RestoreEvent, RestoreStep> => ({
  aggregate: restoreAggregate,
  nextStep: nextRestoreStep,
  steps: restoreSteps(needs),
  failures: {
    start: failRestoreStep,
    prepareTarget: failRestoreStep,
    exportDevice: failRestoreStep,
    transfer: failRestoreStep,
    detachDevice: null,
    removeExport: null,
    finish: null,
    fail: null,
  },
});

const volume = (needs: StepDependencies): Operation<VolumeState, VolumeEvent, VolumeStep> => ({
  aggregate: volumeAggregate,
  nextStep: nextVolumeStep,
  steps: volumeSteps(needs),
  failures: {
    create: failVolume,
    findExisting: (state, _id, reason) => failManage(state, reason),
    adopt: null,
    extend: (state, _id, reason) => failExtend(state, reason),
    // They end a failed revert themselves, because the snapshot is given back with it.
    prepareRevert: null,
    revert: null,
    migrate: (state, _id, reason) => giveMigrationUp(state, reason),
    placeMigrated: (state, _id, reason) => giveMigrationUp(state, reason),
    abandonMigration: null,
    removeSource: null,
    // As a failed revert: what was reserved is given back with it.
    retype: null,
    deleteSnapshots: null,
    delete: (state, _id, reason) => failVolumeDelete(state, reason),
  },
});

const snapshot = (needs: StepDependencies): Operation<SnapshotState, SnapshotEvent, SnapshotStep> => ({
  aggregate: snapshotAggregate,
  nextStep: nextSnapshotStep,
  steps: snapshotSteps(needs),
  failures: {
    create: failSnapshot,
    findExisting: failSnapshot,
    adopt: failSnapshot,
    delete: (state, _id, reason) => failSnapshotDelete(state, reason),
  },
});

const attachment = (
  needs: StepDependencies,
): Operation<AttachmentState, AttachmentEvent, AttachmentStep> => ({
  aggregate: attachmentAggregate,
  nextStep: nextAttachmentStep,
  steps: attachmentSteps(needs),
  failures: { delete: null },
});

/** What it cannot read is recorded by the step itself. */
const verification = (
  needs: StepDependencies,
): Operation<VerificationState, VerificationEvent, VerificationStep> => ({
  aggregate: verificationAggregate,
  nextStep: nextVerificationStep,
  steps: verificationSteps(needs),
  failures: { verify: null, finish: null },
});

const transfer = (needs: StepDependencies): Operation<TransferState, TransferEvent, TransferStep> => ({
  aggregate: transferAggregate,
  nextStep: nextTransferStep,
  steps: transferSteps(needs),
  failures: { handOver: null, takeBack: null },
});

const group = (needs: StepDependencies): Operation<GroupState, GroupEvent, GroupStep> => ({
  aggregate: groupAggregate,
  nextStep: nextGroupStep,
  steps: groupSteps(needs),
  failures: {
    create: (state, _id, reason) => failGroup(state, reason),
    // It ends a group whose volumes failed by itself; what it writes are records only.
    createMembers: null,
    changeMembers: null,
    deleteMembers: (state, _id, reason) => failGroupDelete(state, reason),
    finishDelete: null,
  },
});

/** Both end what failed by themselves; what they write are records only. */
const groupSnapshot = (
  needs: StepDependencies,
): Operation<GroupSnapshotState, GroupSnapshotEvent, GroupSnapshotStep> => ({
  aggregate: groupSnapshotAggregate,
  nextStep: nextGroupSnapshotStep,
  steps: groupSnapshotSteps(needs),
  failures: { createSnapshots: null, deleteSnapshots: null },
});

/** Every kind of operation that workers carry out. */
export const operations = (needs: StepDependencies) =>
  ({
    backup: backup(needs),
    restore: restore(needs),
    volume: volume(needs),
    snapshot: snapshot(needs),
    attachment: attachment(needs),
    verification: verification(needs),
    transfer: transfer(needs),
    group: group(needs),
    groupSnapshot: groupSnapshot(needs),
  }) satisfies Record<OperationKind, unknown>;
