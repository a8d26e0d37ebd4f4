import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { requestDelete } from '../../domain/snapshot/snapshot.decide.js';
import { snapshotAggregate } from '../../domain/snapshot/snapshot.state.js';
import { volumeAggregate } from '../../domain/volume/volume.state.js';
import { AggregateStore } from '../aggregate-store.js';
import { FindVisible } from '../find-visible.js';
import { FrozenBackends } from '../frozen-backends.js';
import { ReadYourWrites } from '../read-your-writes.js';
import { DeleteSnapshot } from './delete-snapshot.command.js';

@CommandHandler(DeleteSnapshot)
export class DeleteSnapshotHandler implements ICommandHandler<DeleteSnapshot> {
  constructor(
    private readonly store: AggregateStore,
    private readonly find: FindVisible,
    private readonly frozen: FrozenBackends,
    private readonly written: ReadYourWrites,
  ) {}

  async execute({ context, id, force }: DeleteSnapshot): Promise<void> {
    const { volume_id } = await this.find.snapshot(context, id);
    const { state: volume } = await this.store.load(volumeAggregate, volume_id);
    await this.frozen.refuse(volume?.host ?? null);
    const { position } = await this.store.execute(snapshotAggregate, id, context, (state) =>
      requestDelete(state, id, force),
    );
    await this.written.passed(position);
  }
}
