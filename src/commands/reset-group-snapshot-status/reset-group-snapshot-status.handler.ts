import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { resetGroupSnapshotStatus } from '../../domain/group-snapshot/group-snapshot.decide.js';
import { groupSnapshotAggregate } from '../../domain/group-snapshot/group-snapshot.state.js';
import { AggregateStore } from '../aggregate-store.js';
import { FindVisible } from '../find-visible.js';
import { ReadYourWrites } from '../read-your-writes.js';
import { ResetGroupSnapshotStatus } from './reset-group-snapshot-status.command.js';

@CommandHandler(ResetGroupSnapshotStatus)
export class ResetGroupSnapshotStatusHandler implements ICommandHandler<ResetGroupSnapshotStatus> {
  constructor(
    private readonly store: AggregateStore,
    private readonly find: FindVisible,
    private readonly written: ReadYourWrites,
  ) {}

  async execute({ context, id, status }: ResetGroupSnapshotStatus): Promise<void> {
    await this.find.groupSnapshot(context, id);
    const { position } = await this.store.execute(groupSnapshotAggregate, id, context, (state) =>
      resetGroupSnapshotStatus(state, id, status),
    );
    await this.written.passed(position);
  }
}
