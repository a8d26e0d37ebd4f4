import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { MessageState } from '../../domain/message/message.state.js';
import { listLive } from '../listing/list-live.js';
import type { ListFilter, ListQuery, ListResult, ListScope } from '../listing/list-query.js';
import { ProjectionRunner } from '../runner/projection-runner.js';
import { ReadModel } from '../store/read-model.js';
import { messagesListing } from './messages.listing.js';

/** Messages that are neither deleted nor, at `now`, expired. */
export class ListMessages extends Query<ListResult<MessageState>> {
  constructor(
    readonly scope: ListScope,
    readonly query: ListQuery,
    /** In Cinder's form. */
    readonly now: string,
  ) {
    super();
  }
}

@QueryHandler(ListMessages)
export class ListMessagesHandler implements IQueryHandler<ListMessages> {
  constructor(
    private readonly model: ReadModel,
    private readonly runner: ProjectionRunner,
  ) {}

  async execute({ scope, query, now }: ListMessages): Promise<ListResult<MessageState>> {
    await this.runner.catchUp();
    const unexpired: ListFilter = {
      kind: 'time',
      key: 'expires_at',
      comparisons: [{ op: 'gt', time: now }],
    };
    return listLive(this.model, messagesListing, scope, { ...query, filters: [...query.filters, unexpired] });
  }
}
