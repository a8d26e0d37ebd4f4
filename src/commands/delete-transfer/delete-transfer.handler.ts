import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { requestDelete } from '../../domain/transfer/transfer.decide.js';
import { transferAggregate } from '../../domain/transfer/transfer.state.js';
import { AggregateStore } from '../aggregate-store.js';
import { FindVisible } from '../find-visible.js';
import { ReadYourWrites } from '../read-your-writes.js';
import { takeBack } from '../transfer-steps/take-back.js';
import { DeleteTransfer } from './delete-transfer.command.js';

@CommandHandler(DeleteTransfer)
export class DeleteTransferHandler implements ICommandHandler<DeleteTransfer> {
  constructor(
    private readonly store: AggregateStore,
    private readonly find: FindVisible,
    private readonly written: ReadYourWrites,
  ) {}

  async execute({ context: caller, id }: DeleteTransfer): Promise<void> {
    const transfer = await this.find.transfer(caller, id);
    const context = { ...caller, correlation_id: id };
    await this.store.execute(transferAggregate, id, context, (state) => requestDelete(state, id));
    await this.written.passed(...(await takeBack({ store: this.store }, context, transfer)));
  }
}
