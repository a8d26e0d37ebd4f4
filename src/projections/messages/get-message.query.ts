import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { MessageState } from '../../domain/message/message.state.js';
import { LiveAggregates } from '../history/live-aggregates.js';
import { messagesTable } from './messages.table.js';

/** A message, or null when there is none, or it was deleted or has expired at `now`. */
export class GetMessage extends Query<MessageState | null> {
  constructor(
    readonly id: string,
    /** In Cinder's form. */
    readonly now: string,
  ) {
    super();
  }
}

@QueryHandler(GetMessage)
export class GetMessageHandler implements IQueryHandler<GetMessage> {
  constructor(private readonly live: LiveAggregates) {}

  async execute({ id, now }: GetMessage): Promise<MessageState | null> {
    const message = await this.live.find(messagesTable, id);
    return message !== null && message.expires_at > now ? message : null;
  }
}
