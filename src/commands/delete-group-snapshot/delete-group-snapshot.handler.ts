import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { groupAggregate } from '../../domain/group/group.state.js';
import { requestDelete } from '../../domain/group-snapshot/group-snapshot.decide.js';
import { groupSnapshotAggregate } from '../../domain/group-snapshot/group-snapshot.state.js';
import { AggregateStore } from '../aggregate-store.js';
import { FindVisible } from '../find-visible.js';
import { FrozenBackends } from '../frozen-backends.js';
import { markSnapshots } from '../group-snapshot-steps/mark-snapshots.js';
import { ReadYourWrites } from '../read-your-writes.js';
import { DeleteGroupSnapshot } from './delete-group-snapshot.command.js';

/** The snapshots are marked here too, so they show `deleting` at once; the step repeats it. */
@CommandHandler(DeleteGroupSnapshot)
export class DeleteGroupSnapshotHandler implements ICommandHandler<DeleteGroupSnapshot> {
  constructor(
    private readonly store: AggregateStore,
    private readonly find: FindVisible,
    private readonly frozen: FrozenBackends,
    private readonly written: ReadYourWrites,
  ) {}

  async execute({ context: caller, id }: DeleteGroupSnapshot): Promise<void> {
    const groupSnapshot = await this.find.groupSnapshot(caller, id);
    const { state: group } = await this.store.load(groupAggregate, groupSnapshot.group_id);
    await this.frozen.refuse(group?.host ?? null);
    const context = { ...caller, correlation_id: id };
    const { state, position } = await this.store.execute(groupSnapshotAggregate, id, context, (now) =>
      requestDelete(now, id),
    );
    const marked = await markSnapshots(this.store, state ?? groupSnapshot, context);
    await this.written.passed(position, ...marked);
  }
}
