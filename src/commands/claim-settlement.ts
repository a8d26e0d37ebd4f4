import { abandonAttachment } from '../domain/attachment/attachment.decide.js';
import { attachmentAggregate, type AttachmentState } from '../domain/attachment/attachment.state.js';
import { abandonVerificationOf } from '../domain/backup/backup-verification.decide.js';
import { abandonBackup, finishRestore, removeChild } from '../domain/backup/backup.decide.js';
import { backupAggregate, type BackupState } from '../domain/backup/backup.state.js';
import { removeGroupSnapshot } from '../domain/group/group-snapshots.decide.js';
import { abandonGroup, removeVolume } from '../domain/group/group.decide.js';
import { groupAggregate, type GroupState } from '../domain/group/group.state.js';
import { releaseFromGroup } from '../domain/group-snapshot/group-snapshot-source.decide.js';
import { abandonGroupSnapshot } from '../domain/group-snapshot/group-snapshot.decide.js';
import {
  groupSnapshotAggregate,
  type GroupSnapshotState,
} from '../domain/group-snapshot/group-snapshot.state.js';
import { settleReservation, type Chargeable, type Settlement } from '../domain/process/settle-reservation.js';
import { quotaAggregate } from '../domain/quota/quota.state.js';
import { abandonRestore } from '../domain/restore/restore.decide.js';
import { restoreAggregate, type RestoreState } from '../domain/restore/restore.state.js';
import { sameClaim, type Claim } from '../domain/shared/claim.js';
import {
  abandonSnapshot,
  deleteTemporary as deleteTempSnapshot,
  releaseFromBackup as releaseSnapshot,
  releaseFromRevert,
} from '../domain/snapshot/snapshot.decide.js';
import { snapshotAggregate, type SnapshotState } from '../domain/snapshot/snapshot.state.js';
import { abandonTransfer } from '../domain/transfer/transfer.decide.js';
import { transferAggregate, type TransferState } from '../domain/transfer/transfer.state.js';
import { endTransfer } from '../domain/volume/volume-transfer.decide.js';
import { abandonVerification } from '../domain/verification/verification.decide.js';
import { verificationAggregate, type VerificationState } from '../domain/verification/verification.state.js';
import { removeAttachment } from '../domain/volume/volume-attach.decide.js';
import { releaseFromBackup, releaseFromRestore } from '../domain/volume/volume-lock.decide.js';
import { deleteTemporary } from '../domain/volume/volume-temporary.decide.js';
import { abandonVolume, removeSnapshot } from '../domain/volume/volume.decide.js';
import { volumeAggregate, type VolumeState } from '../domain/volume/volume.state.js';
import { AlreadyExists, type AggregateStore } from './aggregate-store.js';
import type { CommandContext } from './command-context.js';
import type { HeldClaim } from './lookup.js';
import { operationContext } from './operation-context.js';
import type { QuotaLedger } from './quota-ledger.js';

type Reserved = Chargeable | null;
type OperationState =
  | VolumeState
  | SnapshotState
  | BackupState
  | RestoreState
  | AttachmentState
  | VerificationState
  | TransferState
  | GroupState
  | GroupSnapshotState;

const reason = 'the request ended before it was recorded';

/**
 * Settles claims whose request or worker died. An operation that never began is closed first, with an event on its own
 * empty stream, so that a slow handler cannot begin it later; then what it held is given back.
 */
export class ClaimSettlement {
  constructor(
    private readonly store: AggregateStore,
    private readonly quotas: QuotaLedger,
  ) {}

  async settle(claim: HeldClaim): Promise<void> {
    const { operation, operation_id } = claim;
    const context = {
      ...operationContext(null, 'reconciler', `settle.${operation}.${operation_id}`),
      correlation_id: operation_id,
    };
    const state = await this.operationOf(context, claim);
    const [category = '', ...rest] = claim.holder.split('-');
    const holderId = rest.join('-');
    if (category === 'quota') await this.settleQuota(context, holderId, claim, state);
    else if (!isAlive(claim, state)) await this.releaseHolder(context, category, holderId, claim);
  }

  /** The operation's state; null when it never began, and now never will. */
  private async operationOf(context: CommandContext, claim: Claim): Promise<OperationState | null> {
    const { operation, operation_id: id } = claim;
    const close = {
      backup: abandonBackup,
      restore: abandonRestore,
      volume: abandonVolume,
      snapshot: abandonSnapshot,
      attachment: abandonAttachment,
      verification: abandonVerification,
      transfer: abandonTransfer,
      group: abandonGroup,
      groupSnapshot: abandonGroupSnapshot,
    };
    const aggregates = {
      backup: backupAggregate,
      restore: restoreAggregate,
      volume: volumeAggregate,
      snapshot: snapshotAggregate,
      attachment: attachmentAggregate,
      verification: verificationAggregate,
      transfer: transferAggregate,
      group: groupAggregate,
      groupSnapshot: groupSnapshotAggregate,
    };
    const aggregate = aggregates[operation] as typeof backupAggregate;
    const loaded = await this.store.load(aggregate, id);
    if (loaded.revision >= 0n) return loaded.state;
    try {
      await this.store.create(
        aggregate,
        id,
        context,
        close[operation](reason) as ReturnType<typeof abandonBackup>,
      );
      return null;
    } catch (error) {
      if (!(error instanceof AlreadyExists)) throw error;
      return (await this.store.load(aggregate, id)).state;
    }
  }

  private async settleQuota(
    context: CommandContext,
    projectId: string,
    claim: Claim,
    state: OperationState | null,
  ): Promise<void> {
    const { state: quota } = await this.store.load(quotaAggregate, projectId);
    for (const [reservationId, reservation] of Object.entries(quota?.reservations ?? {})) {
      if (!sameClaim(reservation, claim)) continue;
      const settlement = await this.settlementOf(context, reservationId, claim, state);
      if (settlement === 'commit') await this.quotas.commit(context, projectId, reservationId);
      if (settlement === 'release') await this.quotas.release(context, projectId, reservationId, reason);
    }
  }

  /**
   * An import whose stream had a life before cannot be closed by being begun: it is told, with one more event there, that
   * nothing is set aside for it any more.
   */
  private async settlementOf(
    context: CommandContext,
    reservationId: string,
    { operation_id: id }: Claim,
    state: OperationState | null,
  ): Promise<Settlement> {
    const settled = settleReservation(reservationId, state as Reserved);
    if (settled !== 'release' || !reservationId.startsWith('import.')) return settled;
    const written = await this.store.execute(backupAggregate, id, context, (backup) =>
      settleReservation(reservationId, backup) === 'release' ? abandonBackup(reason) : [],
    );
    return settleReservation(reservationId, written.state);
  }

  private async releaseHolder(
    context: CommandContext,
    category: string,
    holderId: string,
    { operation, operation_id: id }: Claim,
  ): Promise<void> {
    if (category === 'volume') {
      await this.store.execute(volumeAggregate, holderId, context, (volume) => {
        if (operation === 'snapshot') return removeSnapshot(volume, id);
        if (operation === 'attachment') return removeAttachment(volume, id);
        if (operation === 'transfer') return endTransfer(volume, id, 'abandoned');
        if (volume?.use_quota === false) return deleteTemporary(volume);
        const release = operation === 'backup' ? releaseFromBackup : releaseFromRestore;
        return release(volume, id, 'abandoned');
      });
    } else if (category === 'snapshot') {
      await this.store.execute(snapshotAggregate, holderId, context, (snapshot) => {
        if (operation === 'volume') return releaseFromRevert(snapshot, id);
        return snapshot?.use_quota === false
          ? deleteTempSnapshot(snapshot)
          : releaseSnapshot(snapshot, id, 'abandoned');
      });
    } else if (category === 'backup') {
      await this.store.execute(backupAggregate, holderId, context, (backup) => {
        if (operation === 'verification') return abandonVerificationOf(backup, id, reason);
        return operation === 'restore' ? finishRestore(backup, id, 'abandoned') : removeChild(backup, id);
      });
    } else if (category === 'group') {
      const remove = operation === 'groupSnapshot' ? removeGroupSnapshot : removeVolume;
      await this.store.execute(groupAggregate, holderId, context, (group) => remove(group, id));
    } else if (category === 'groupSnapshot') {
      await this.store.execute(groupSnapshotAggregate, holderId, context, (state) =>
        releaseFromGroup(state, id),
      );
    }
  }
}

/** A claim is kept as long as its operation may still need it: a live snapshot or child, an unfinished backup or restore. */
const isAlive = ({ holder, operation }: HeldClaim, state: OperationState | null): boolean => {
  if (state === null) return false;
  if (holder.startsWith('group-')) return (state as VolumeState | GroupSnapshotState).deleted_at === null;
  // A group holds what it is made of only as long as it is made.
  if (holder.startsWith('groupSnapshot-')) return (state as GroupState).making;
  // A volume holds its snapshot only as long as it goes back to it.
  if (operation === 'volume') return `snapshot-${(state as VolumeState).reverting?.snapshot_id}` === holder;
  if (operation === 'attachment' || operation === 'transfer') {
    return (state as AttachmentState | TransferState).deleted_at === null;
  }
  if (operation === 'snapshot' || (holder.startsWith('backup-') && operation === 'backup')) {
    return (state as SnapshotState | BackupState).deleted_at === null;
  }
  return (state as BackupState | RestoreState | VerificationState).phase !== 'done';
};
