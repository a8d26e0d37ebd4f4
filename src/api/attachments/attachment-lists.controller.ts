import { Controller } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { DescribeConnections } from '../../commands/describe-connections/describe-connections.command.js';
import { attachmentNotFound } from '../../domain/shared/errors.js';
import { ListAttachments } from '../../projections/attachments/list-attachments.query.js';
import type { ListRequest } from '../http/lists/list-request.js';
import { pageOf } from '../http/lists/page.js';
import { List, Route } from '../http/routing/decorators.js';
import { attachmentRules } from './attachments.list.js';
import { attachmentDetail, attachmentSummary } from './attachments.view.js';

/** Neither list has a next link or a count (spec/api-core.md 4.1). */
@Controller()
export class AttachmentListsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @Route({ method: 'GET', path: 'attachments', since: '3.27', status: 200, policy: null })
  async list(@List(attachmentRules) { scope, query }: ListRequest): Promise<object> {
    const page = pageOf(await this.queries.execute(new ListAttachments(scope, query)), attachmentNotFound);
    return { attachments: page.items.map(attachmentSummary) };
  }

  @Route({ method: 'GET', path: 'attachments/detail', since: '3.27', status: 200, policy: null })
  async detail(@List(attachmentRules) { scope, query }: ListRequest): Promise<object> {
    const page = pageOf(await this.queries.execute(new ListAttachments(scope, query)), attachmentNotFound);
    const shown = await this.commands.execute(new DescribeConnections(page.items));
    return { attachments: shown.map(attachmentDetail) };
  }
}
