import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { requestUnmanage } from '../../domain/snapshot/snapshot-manage.decide.js';
import { snapshotAggregate } from '../../domain/snapshot/snapshot.state.js';
import { AggregateStore } from '../aggregate-store.js';
import { FindVisible } from '../find-visible.js';
import { ReadYourWrites } from '../read-your-writes.js';
import { UnmanageSnapshot } from './unmanage-snapshot.command.js';

@CommandHandler(UnmanageSnapshot)
export class UnmanageSnapshotHandler implements ICommandHandler<UnmanageSnapshot> {
  constructor(
    private readonly store: AggregateStore,
    private readonly find: FindVisible,
    private readonly written: ReadYourWrites,
  ) {}

  async execute({ context, id }: UnmanageSnapshot): Promise<void> {
    await this.find.snapshot(context, id);
    const { position } = await this.store.execute(snapshotAggregate, id, context, (state) =>
      requestUnmanage(state, id),
    );
    await this.written.passed(position);
  }
}
