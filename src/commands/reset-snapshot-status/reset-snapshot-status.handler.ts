import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { resetSnapshotStatus } from '../../domain/snapshot/snapshot.decide.js';
import { snapshotAggregate } from '../../domain/snapshot/snapshot.state.js';
import { AggregateStore } from '../aggregate-store.js';
import { FindVisible } from '../find-visible.js';
import { ReadYourWrites } from '../read-your-writes.js';
import { ResetSnapshotStatus } from './reset-snapshot-status.command.js';

@CommandHandler(ResetSnapshotStatus)
export class ResetSnapshotStatusHandler implements ICommandHandler<ResetSnapshotStatus> {
  constructor(
    private readonly store: AggregateStore,
    private readonly find: FindVisible,
    private readonly written: ReadYourWrites,
  ) {}

  async execute({ context, id, status }: ResetSnapshotStatus): Promise<void> {
    await this.find.snapshot(context, id);
    const { position } = await this.store.execute(snapshotAggregate, id, context, (state) =>
      resetSnapshotStatus(state, id, status),
    );
    await this.written.passed(position);
  }
}
