import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { requestDelete } from '../../domain/snapshot/snapshot.decide.js';
import { snapshotAggregate } from '../../domain/snapshot/snapshot.state.js';
import { AggregateStore } from '../aggregate-store.js';
import { FindVisible } from '../find-visible.js';
import { ReadYourWrites } from '../read-your-writes.js';
import { DeleteSnapshot } from './delete-snapshot.command.js';

@CommandHandler(DeleteSnapshot)
export class DeleteSnapshotHandler implements ICommandHandler<DeleteSnapshot> {
  constructor(
    private readonly store: AggregateStore,
    private readonly find: FindVisible,
    private readonly written: ReadYourWrites,
  ) {}

  async execute({ context, id, force }: DeleteSnapshot): Promise<void> {
    await this.find.snapshot(context, id);
    const { position } = await this.store.execute(snapshotAggregate, id, context, (state) =>
      requestDelete(state, id, force),
    );
    await this.written.passed(position);
  }
}
