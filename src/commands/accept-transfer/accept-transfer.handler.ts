import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { checkKey, pendingTransfer, requestAccept } from '../../domain/transfer/transfer.decide.js';
import { transferAggregate, type TransferState } from '../../domain/transfer/transfer.state.js';
import { goesAlong } from '../../domain/snapshot/snapshot-transfer.decide.js';
import { snapshotAggregate, type SnapshotState } from '../../domain/snapshot/snapshot.state.js';
import { isOffered, notOffered } from '../../domain/volume/volume-transfer.decide.js';
import { volumeAggregate } from '../../domain/volume/volume.state.js';
import { AggregateStore } from '../aggregate-store.js';
import type { CommandContext } from '../command-context.js';
import { withCompensation } from '../compensation.js';
import { QuotaLedger, type Reserving } from '../quota-ledger.js';
import { ReadYourWrites } from '../read-your-writes.js';
import { chargeFor } from '../transfer-steps/charges.js';
import { handOver } from '../transfer-steps/hand-over.js';
import { keyHash } from '../transfer-key.js';
import { AcceptTransfer } from './accept-transfer.command.js';

/**
 * Everything that could refuse comes first: the key, the volume, the quota of the new owner. Then one append to the transfer's
 * stream decides; of two who have the key one gets the volume. From there on it can only go forward, here or in a worker.
 */
@CommandHandler(AcceptTransfer)
export class AcceptTransferHandler implements ICommandHandler<AcceptTransfer> {
  constructor(
    private readonly store: AggregateStore,
    private readonly quotas: QuotaLedger,
    private readonly written: ReadYourWrites,
  ) {}

  async execute({ context: caller, id, key }: AcceptTransfer): Promise<TransferState> {
    const { state: found } = await this.store.load(transferAggregate, id);
    const transfer = pendingTransfer(found, id);
    checkKey(transfer, keyHash(transfer.salt, key));
    const context = { ...caller, correlation_id: id };
    const { state: volume } = await this.store.load(volumeAggregate, transfer.volume_id);
    if (!isOffered(volume, id)) throw notOffered(volume, id, transfer.volume_id);
    const snapshots = await this.snapshotsOf(transfer, volume.snapshot_ids);
    const to = {
      acceptance: caller.command_id,
      project_id: caller.actor.project_id ?? '',
      user_id: caller.actor.user_id ?? '',
    };
    const accepted = await withCompensation(async (compensate) => {
      const charges = [
        { ...chargeFor.volume(volume, to), volumeSize: volume.size },
        ...snapshots.map((snapshot) => chargeFor.snapshot(snapshot, to)),
      ];
      for (const charge of charges) await this.reserve(context, charge, compensate);
      const decided = await this.store.execute(transferAggregate, id, context, (state) =>
        requestAccept(state, id, { ...to, snapshot_ids: snapshots.map((snapshot) => snapshot.id) }),
      );
      compensate.forget();
      return decided.state as TransferState;
    });
    const handedOver = await handOver({ store: this.store, quotas: this.quotas }, context, accepted);
    await this.written.passed(...handedOver.positions);
    if (handedOver.failure !== null) throw handedOver.failure;
    return accepted;
  }

  private async reserve(
    context: CommandContext,
    charge: Reserving,
    compensate: (undo: () => Promise<unknown>) => void,
  ): Promise<void> {
    const { projectId, reservationId } = charge;
    await this.quotas.reserve(context, charge);
    compensate(() => this.quotas.release(context, projectId, reservationId, 'request refused'));
  }

  private async snapshotsOf(
    { no_snapshots, project_id }: TransferState,
    ids: readonly string[],
  ): Promise<readonly SnapshotState[]> {
    if (no_snapshots) return [];
    const states = await Promise.all(ids.map((id) => this.store.load(snapshotAggregate, id)));
    return states.map(({ state }) => state).filter((state) => goesAlong(state, project_id));
  }
}
