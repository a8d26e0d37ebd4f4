import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { updateSnapshot } from '../../domain/snapshot/snapshot.decide.js';
import { snapshotAggregate, type SnapshotState } from '../../domain/snapshot/snapshot.state.js';
import { AggregateStore } from '../aggregate-store.js';
import { FindVisible } from '../find-visible.js';
import { ReadYourWrites } from '../read-your-writes.js';
import { renamed } from '../renamed.js';
import { UpdateSnapshot } from './update-snapshot.command.js';

@CommandHandler(UpdateSnapshot)
export class UpdateSnapshotHandler implements ICommandHandler<UpdateSnapshot> {
  constructor(
    private readonly store: AggregateStore,
    private readonly find: FindVisible,
    private readonly written: ReadYourWrites,
  ) {}

  async execute({ context, id, changes }: UpdateSnapshot): Promise<SnapshotState> {
    await this.find.snapshot(context, id);
    const { state, position } = await this.store.execute(snapshotAggregate, id, context, (current) =>
      updateSnapshot(current, id, renamed(changes)),
    );
    await this.written.passed(position);
    return state as SnapshotState;
  }
}
