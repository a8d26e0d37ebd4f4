import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { AttachmentState } from '../../domain/attachment/attachment.state.js';
import { listLive } from '../listing/list-live.js';
import type { ListQuery, ListResult, ListScope } from '../listing/list-query.js';
import { ProjectionRunner } from '../runner/projection-runner.js';
import { ReadModel } from '../store/read-model.js';
import { attachmentsListing } from './attachments.listing.js';

/** Live attachments, as they are at the head of the log. */
export class ListAttachments extends Query<ListResult<AttachmentState>> {
  constructor(
    readonly scope: ListScope,
    readonly query: ListQuery,
  ) {
    super();
  }
}

@QueryHandler(ListAttachments)
export class ListAttachmentsHandler implements IQueryHandler<ListAttachments> {
  constructor(
    private readonly model: ReadModel,
    private readonly runner: ProjectionRunner,
  ) {}

  async execute({ scope, query }: ListAttachments): Promise<ListResult<AttachmentState>> {
    await this.runner.catchUp();
    return listLive(this.model, attachmentsListing, scope, query);
  }
}
