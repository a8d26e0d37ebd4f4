import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { resetGroupStatus } from '../../domain/group/group.decide.js';
import { groupAggregate } from '../../domain/group/group.state.js';
import { AggregateStore } from '../aggregate-store.js';
import { FindVisible } from '../find-visible.js';
import { ReadYourWrites } from '../read-your-writes.js';
import { ResetGroupStatus } from './reset-group-status.command.js';

@CommandHandler(ResetGroupStatus)
export class ResetGroupStatusHandler implements ICommandHandler<ResetGroupStatus> {
  constructor(
    private readonly store: AggregateStore,
    private readonly find: FindVisible,
    private readonly written: ReadYourWrites,
  ) {}

  async execute({ context, id, status }: ResetGroupStatus): Promise<void> {
    await this.find.group(context, id);
    const { position } = await this.store.execute(groupAggregate, id, context, (state) =>
      resetGroupStatus(state, id, status),
    );
    await this.written.passed(position);
  }
}
