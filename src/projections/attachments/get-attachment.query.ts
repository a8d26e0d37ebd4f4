import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { AttachmentState } from '../../domain/attachment/attachment.state.js';
import { LiveAggregates } from '../history/live-aggregates.js';
import { attachmentsTable } from './attachments.table.js';

/** A live attachment, or null when there is none or it was deleted. */
export class GetAttachment extends Query<AttachmentState | null> {
  constructor(readonly id: string) {
    super();
  }
}

@QueryHandler(GetAttachment)
export class GetAttachmentHandler implements IQueryHandler<GetAttachment> {
  constructor(private readonly live: LiveAggregates) {}

  execute({ id }: GetAttachment): Promise<AttachmentState | null> {
    return this.live.find(attachmentsTable, id);
  }
}
