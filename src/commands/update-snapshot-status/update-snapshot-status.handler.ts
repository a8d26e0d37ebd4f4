import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { updateSnapshotStatus } from '../../domain/snapshot/snapshot.decide.js';
import { snapshotAggregate } from '../../domain/snapshot/snapshot.state.js';
import { AggregateStore } from '../aggregate-store.js';
import { FindVisible } from '../find-visible.js';
import { ReadYourWrites } from '../read-your-writes.js';
import { UpdateSnapshotStatus } from './update-snapshot-status.command.js';

@CommandHandler(UpdateSnapshotStatus)
export class UpdateSnapshotStatusHandler implements ICommandHandler<UpdateSnapshotStatus> {
  constructor(
    private readonly store: AggregateStore,
    private readonly find: FindVisible,
    private readonly written: ReadYourWrites,
  ) {}

  async execute({ context, id, status, progress }: UpdateSnapshotStatus): Promise<void> {
    await this.find.snapshot(context, id);
    const { position } = await this.store.execute(snapshotAggregate, id, context, (state) =>
      updateSnapshotStatus(state, id, status, progress),
    );
    await this.written.passed(position);
  }
}
