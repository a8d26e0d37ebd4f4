import type { AttachmentState } from '../attachment/attachment.state.js';
import type { BackupPhase } from '../backup/backup-creation.state.js';
import type { BackupState } from '../backup/backup.state.js';
import type { GroupState } from '../group/group.state.js';
import type { GroupSnapshotState } from '../group-snapshot/group-snapshot.state.js';
import type { OperationKind } from '../shared/claim.js';
import type { RestorePhase, RestoreState } from '../restore/restore.state.js';
import type { SnapshotState } from '../snapshot/snapshot.state.js';
import type { TransferState } from '../transfer/transfer.state.js';
import type { VerificationState } from '../verification/verification.state.js';
import type { VolumeState } from '../volume/volume.state.js';

/**
 * The process manager: which step an aggregate waits for, from its state alone. Whoever asks — the subscription that saw
 * an event, the reconciler after a crash, a worker about to begin — gets the same answer, so nothing has to be remembered.
 */
export type BackupStep =
  | 'import'
  | 'schedule'
  | 'start'
  | 'prepareDevice'
  | 'createTemp'
  | 'exportDevice'
  | 'transfer'
  | 'detachDevice'
  | 'removeExport'
  | 'deleteTemp'
  | 'finish'
  | 'fail'
  | 'settleChildren'
  | 'mergeLayer'
  | 'discardMerge'
  | 'stopVerification'
  | 'deleteObjects'
  | 'finishDelete';

const backupSteps: Readonly<Record<BackupPhase, BackupStep | null>> = {
  importing: 'import',
  requested: 'schedule',
  scheduled: 'start',
  started: 'prepareDevice',
  planned: 'createTemp',
  prepared: 'exportDevice',
  exported: 'transfer',
  transferred: 'detachDevice',
  detached: 'removeExport',
  unexported: 'finish',
  done: null,
};

/** After a failure: what was connected and exported is given back first, then the operation ends. */
const undoSteps: Readonly<Record<BackupPhase, BackupStep & RestoreStep>> = {
  importing: 'fail',
  requested: 'fail',
  scheduled: 'fail',
  started: 'fail',
  planned: 'fail',
  prepared: 'removeExport',
  exported: 'detachDevice',
  transferred: 'detachDevice',
  detached: 'removeExport',
  unexported: 'fail',
  done: 'fail',
};

/** A running transfer has to stop by itself before its device is taken away: it is the step that stops it. */
const cancelSteps = { ...undoSteps, exported: 'transfer' } as const;

const createStep = (backup: BackupState, phase: BackupPhase): BackupStep | null => {
  if (backup.failing !== null) return undoSteps[phase];
  return backup.cancelling ? cancelSteps[phase] : backupSteps[phase];
};

/** A temporary copy goes last before the end, however the backup ends. */
const beforeTheEnd = ({ temp }: BackupState, step: BackupStep | null): BackupStep | null =>
  temp !== null && (step === 'finish' || step === 'fail') ? 'deleteTemp' : step;

/** A delete waits for the create that it cancelled, and for whatever reads the objects to let go of them. */
export const nextBackupStep = (backup: BackupState): BackupStep | null => {
  if (backup.phase !== 'done') return beforeTheEnd(backup, createStep(backup, backup.phase));
  if (backup.deletion === 'requested') return deletionStep(backup);
  return backup.deletion === 'objectsDeleted' ? 'finishDelete' : mergeStep(backup);
};

const deletionStep = (backup: BackupState): BackupStep | null => {
  const { verifying, active_restores, children, children_first } = backup;
  if (verifying !== null) return 'stopVerification';
  if (active_restores.length > 0) return null;
  return children.length > 0 && children_first !== null ? 'settleChildren' : 'deleteObjects';
};

const mergeStep = ({ merging }: BackupState): BackupStep | null => {
  if (merging === null) return null;
  return merging.fail_reason === null ? 'mergeLayer' : 'discardMerge';
};

export type RestoreStep =
  | 'start'
  | 'prepareTarget'
  | 'exportDevice'
  | 'transfer'
  | 'detachDevice'
  | 'removeExport'
  | 'finish'
  | 'fail';

const restoreSteps: Readonly<Record<RestorePhase, RestoreStep | null>> = {
  requested: 'start',
  started: 'prepareTarget',
  prepared: 'exportDevice',
  exported: 'transfer',
  transferred: 'detachDevice',
  detached: 'removeExport',
  unexported: 'finish',
  done: null,
};

export const nextRestoreStep = (restore: RestoreState): RestoreStep | null => {
  if (restore.phase === 'done') return null;
  if (restore.failing !== null) return undoSteps[restore.phase];
  return restore.cancelling ? cancelSteps[restore.phase] : restoreSteps[restore.phase];
};

/** True when a running data step should stop at once, rather than find out at its next append. */
export const mustStop = (kind: OperationKind, state: unknown): boolean =>
  state !== null &&
  (kind === 'backup' || kind === 'restore' || kind === 'verification') &&
  (state as BackupState | RestoreState | VerificationState).cancelling;

export type VolumeStep =
  | 'create'
  | 'findExisting'
  | 'adopt'
  | 'extend'
  | 'prepareRevert'
  | 'revert'
  | 'migrate'
  | 'placeMigrated'
  | 'abandonMigration'
  | 'removeSource'
  | 'retype'
  | 'deleteSnapshots'
  | 'delete';

/** What was copied, and what was left behind, goes before anything else happens to the volume. */
const moveStep = ({ migrating, leaving }: VolumeState): VolumeStep | null => {
  if (leaving !== null) return 'removeSource';
  if (migrating === null) return null;
  if (migrating.giving_up !== null) return 'abandonMigration';
  return migrating.copy === null ? 'migrate' : 'placeMigrated';
};

/** What was asked of a volume that stays. */
const askedStep = ({ managing, extending_to, reverting, retyping }: VolumeState): VolumeStep | null => {
  if (managing !== null) return managing.found === null ? 'findExisting' : 'adopt';
  if (extending_to !== null) return 'extend';
  if (reverting !== null) return reverting.copy === null ? 'prepareRevert' : 'revert';
  return retyping === null ? null : 'retype';
};

/** A volume that a restore fills is created by that restore: it is locked from its first event on. */
export const nextVolumeStep = (volume: VolumeState): VolumeStep | null => {
  const moving = moveStep(volume);
  if (moving !== null) return moving;
  if (volume.deletion !== null) return volume.snapshot_ids.length > 0 ? 'deleteSnapshots' : 'delete';
  const asked = askedStep(volume);
  if (asked !== null) return asked;
  return volume.status === 'creating' && volume.host === null && volume.lock === null ? 'create' : null;
};

export type SnapshotStep = 'create' | 'findExisting' | 'adopt' | 'delete';

export const nextSnapshotStep = (snapshot: SnapshotState): SnapshotStep | null => {
  if (snapshot.deleting) return 'delete';
  if (snapshot.managing !== null) return snapshot.managing.identity === null ? 'findExisting' : 'adopt';
  // A temporary one is made by the backup that holds it from its first event on.
  return snapshot.status === 'creating' && snapshot.progress === '0%' && snapshot.lock === null
    ? 'create'
    : null;
};

/** A volume that is deleted with its snapshots hears at once of one that cannot be. */
export const volumeWaitingFor = (kind: OperationKind, state: unknown): string | null => {
  if (kind !== 'snapshot' || state === null) return null;
  const { status, volume_id } = state as SnapshotState;
  return status === 'error_deleting' ? volume_id : null;
};

/** A backup that is deleted with its children, or after they were detached, hears at once of one that gave up. */
export const parentWaitingFor = (kind: OperationKind, state: unknown): string | null => {
  if (kind !== 'backup' || state === null) return null;
  const { gave_up, parent_id } = state as BackupState;
  return gave_up === null ? null : parent_id;
};

export type AttachmentStep = 'delete';

/** The request that ends an attachment does it itself; what it left undone when it died is a step. */
export const nextAttachmentStep = (attachment: AttachmentState): AttachmentStep | null =>
  attachment.deleting ? 'delete' : null;

export type VerificationStep = 'verify' | 'finish';

/** It holds nothing and writes nothing: a cancelled one ends at once, whatever its data step is doing. */
export const nextVerificationStep = (verification: VerificationState): VerificationStep | null => {
  if (verification.phase === 'done') return null;
  return verification.cancelling || verification.phase === 'checked' ? 'finish' : 'verify';
};

export type TransferStep = 'handOver' | 'takeBack';

/** Requests do it themselves; what they left undone when they died is a step. */
export const nextTransferStep = ({ phase }: TransferState): TransferStep | null => {
  if (phase === 'accepting') return 'handOver';
  return phase === 'deleting' ? 'takeBack' : null;
};

export type GroupStep = 'create' | 'createMembers' | 'changeMembers' | 'deleteMembers' | 'finishDelete';

/** What is made or moved comes to its end before the group is deleted; a place that nobody needs is not chosen. */
export const nextGroupStep = (group: GroupState): GroupStep | null => {
  if (group.making && group.source !== null) return 'createMembers';
  if (group.changing !== null) return 'changeMembers';
  if (group.deletion !== null) return group.volume_ids.length > 0 ? 'deleteMembers' : 'finishDelete';
  return group.making ? 'create' : null;
};

/** A group hears at once of a volume that is made, or that could not be made or deleted. */
export const groupWaitingFor = (
  kind: OperationKind,
  state: unknown,
): { readonly id: string; readonly step: GroupStep } | null => {
  if (kind !== 'volume' || state === null) return null;
  const { group_id: id, status, launched_at, updated_at } = state as VolumeState;
  if (id === null) return null;
  if (status === 'error_deleting') return { id, step: 'deleteMembers' };
  const isMade = status === 'error' || (launched_at !== null && launched_at === updated_at);
  return isMade ? { id, step: 'createMembers' } : null;
};

export type GroupSnapshotStep = 'createSnapshots' | 'deleteSnapshots';

export const nextGroupSnapshotStep = ({ deletion, making }: GroupSnapshotState): GroupSnapshotStep | null => {
  if (deletion !== null) return 'deleteSnapshots';
  return making ? 'createSnapshots' : null;
};

/** A group snapshot hears at once of each of its snapshots that has come to an end, however it ended. */
export const groupSnapshotWaitingFor = (
  kind: OperationKind,
  state: unknown,
): { readonly id: string; readonly step: GroupSnapshotStep } | null => {
  if (kind !== 'snapshot' || state === null) return null;
  const snapshot = state as SnapshotState;
  const { group_snapshot_id: id, deleted_at, status } = snapshot;
  if (id === null || (deleted_at === null && nextSnapshotStep(snapshot) !== null)) return null;
  return {
    id,
    step: deleted_at === null && status !== 'error_deleting' ? 'createSnapshots' : 'deleteSnapshots',
  };
};

/** The step that an aggregate of this kind waits for; its state is what the kind's evolve made of its events. */
export const dueStep = (kind: OperationKind, state: unknown): string | null => {
  if (state === null) return null;
  const ask: Readonly<Record<OperationKind, () => string | null>> = {
    backup: () => nextBackupStep(state as BackupState),
    restore: () => nextRestoreStep(state as RestoreState),
    volume: () => nextVolumeStep(state as VolumeState),
    snapshot: () => nextSnapshotStep(state as SnapshotState),
    attachment: () => nextAttachmentStep(state as AttachmentState),
    verification: () => nextVerificationStep(state as VerificationState),
    transfer: () => nextTransferStep(state as TransferState),
    group: () => nextGroupStep(state as GroupState),
    groupSnapshot: () => nextGroupSnapshotStep(state as GroupSnapshotState),
  };
  return ask[kind]();
};
