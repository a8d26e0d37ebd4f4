import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { deleteMessage } from '../../domain/message/message.decide.js';
import { messageAggregate } from '../../domain/message/message.state.js';
import { messageNotFound } from '../../domain/shared/errors.js';
import { AggregateStore } from '../aggregate-store.js';
import { maySee } from '../command-context.js';
import { ReadYourWrites } from '../read-your-writes.js';
import { DeleteMessage } from './delete-message.command.js';

@CommandHandler(DeleteMessage)
export class DeleteMessageHandler implements ICommandHandler<DeleteMessage> {
  constructor(
    private readonly store: AggregateStore,
    private readonly written: ReadYourWrites,
  ) {}

  async execute({ context, id }: DeleteMessage): Promise<void> {
    const { position } = await this.store.execute(messageAggregate, id, context, (message) => {
      if (message !== null && !maySee(context, message.project_id)) throw messageNotFound(id);
      return deleteMessage(message, id);
    });
    await this.written.passed(position);
  }
}
