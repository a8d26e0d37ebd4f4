import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { IdGenerator } from '../../domain/shared/clock.js';
import { checkTransferable, goesAlong } from '../../domain/snapshot/snapshot-transfer.decide.js';
import { snapshotAggregate } from '../../domain/snapshot/snapshot.state.js';
import { requestTransfer } from '../../domain/transfer/transfer.decide.js';
import { transferAggregate, type TransferState } from '../../domain/transfer/transfer.state.js';
import { endTransfer, offerVolume } from '../../domain/volume/volume-transfer.decide.js';
import { volumeAggregate, type VolumeState } from '../../domain/volume/volume.state.js';
import { AggregateStore } from '../aggregate-store.js';
import { withCompensation } from '../compensation.js';
import { FindVisible } from '../find-visible.js';
import { ReadYourWrites } from '../read-your-writes.js';
import { IDS } from '../tokens.js';
import { newTransferKey } from '../transfer-key.js';
import { CreateTransfer, type OfferedTransfer } from './create-transfer.command.js';

/** The volume is held first, then the transfer exists. A hold without a transfer is given back by the reconciler. */
@CommandHandler(CreateTransfer)
export class CreateTransferHandler implements ICommandHandler<CreateTransfer> {
  constructor(
    private readonly store: AggregateStore,
    private readonly find: FindVisible,
    private readonly written: ReadYourWrites,
    @Inject(IDS) private readonly ids: IdGenerator,
  ) {}

  async execute({ context: caller, input }: CreateTransfer): Promise<OfferedTransfer> {
    const { volume_id, name, no_snapshots } = input;
    const id = this.ids.next();
    const volume = await this.find.volume(caller, volume_id);
    offerVolume(volume, volume_id, id);
    if (!no_snapshots) await this.checkSnapshots(volume);
    const context = { ...caller, correlation_id: id };
    const { key, salt, hash } = newTransferKey();
    return withCompensation(async (compensate) => {
      await this.store.execute(volumeAggregate, volume_id, context, (state) =>
        offerVolume(state, volume_id, id),
      );
      compensate(() =>
        this.store.execute(volumeAggregate, volume_id, context, (state) =>
          endTransfer(state, id, 'abandoned'),
        ),
      );
      const { state, position } = await this.store.create(
        transferAggregate,
        id,
        context,
        requestTransfer({
          transfer_id: id,
          volume_id,
          project_id: volume.project_id,
          user_id: context.actor.user_id ?? '',
          display_name: name,
          no_snapshots,
          salt,
          key_hash: hash,
        }),
      );
      compensate.forget();
      await this.written.passed(position);
      return { transfer: state as TransferState, auth_key: key };
    });
  }

  private async checkSnapshots({ project_id, snapshot_ids }: VolumeState): Promise<void> {
    for (const id of snapshot_ids) {
      const { state } = await this.store.load(snapshotAggregate, id);
      if (goesAlong(state, project_id)) checkTransferable(state);
    }
  }
}
