import { Controller } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { CompleteAttachment } from '../../commands/complete-attachment/complete-attachment.command.js';
import { CreateAttachment } from '../../commands/create-attachment/create-attachment.command.js';
import { DeleteAttachment } from '../../commands/delete-attachment/delete-attachment.command.js';
import { DescribeConnections } from '../../commands/describe-connections/describe-connections.command.js';
import { UpdateAttachment } from '../../commands/update-attachment/update-attachment.command.js';
import type { AttachmentState } from '../../domain/attachment/attachment.state.js';
import { attachmentNotFound } from '../../domain/shared/errors.js';
import { GetAttachment } from '../../projections/attachments/get-attachment.query.js';
import { GetVolume } from '../../projections/volumes/get-volume.query.js';
import { commandContext } from '../http/identity/command-context.js';
import type { RequestContext } from '../http/identity/request-context.js';
import { visibleRow } from '../http/identity/visible-row.js';
import {
  Action,
  Body,
  Context,
  PathParam,
  Route,
  RowPolicy,
  type RowAuthorizer,
} from '../http/routing/decorators.js';
import { visibleVolume } from '../volumes/visible-volume.js';
import {
  attachmentInput,
  connectorInput,
  type CreateAttachmentBody,
  type UpdateAttachmentBody,
} from './attachments.input.js';
import { createAttachment, updateAttachment } from './attachments.schemas.js';
import { attachmentDetail, attachmentSummary } from './attachments.view.js';
import { orBackendFault } from './backend-refusal.js';

/** One attachment: create, show, update, complete, delete (spec/api-core.md section 4). */
@Controller()
export class AttachmentsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @Route({
    method: 'POST',
    path: 'attachments',
    since: '3.27',
    status: 200,
    policy: 'volume:attachment_create',
    enforce: 'row',
    body: createAttachment,
  })
  async create(
    @Context() context: RequestContext,
    @Body() body: CreateAttachmentBody,
    @RowPolicy() authorize: RowAuthorizer,
  ): Promise<object> {
    const input = attachmentInput(body);
    const found = await this.queries.execute(new GetVolume(input.volume_id));
    authorize(visibleVolume(found, context, input.volume_id).project_id);
    const created = await orBackendFault(
      this.commands.execute(new CreateAttachment(commandContext(context), input)),
      (reason) => `Unable to create attachment for volume (${reason}).`,
    );
    return { attachment: attachmentDetail(created) };
  }

  @Route({ method: 'GET', path: 'attachments/:id', since: '3.27', status: 200, policy: null })
  async show(@PathParam() id: string, @Context() context: RequestContext): Promise<object> {
    const attachment = await this.#attachment(id, context);
    const [shown] = await this.commands.execute(new DescribeConnections([attachment]));
    return { attachment: attachmentDetail(shown ?? { attachment, connection: null }) };
  }

  @Route({
    method: 'PUT',
    path: 'attachments/:id',
    since: '3.27',
    status: 200,
    policy: 'volume:attachment_update',
    enforce: 'row',
    body: updateAttachment,
  })
  async update(
    @PathParam() id: string,
    @Context() context: RequestContext,
    @Body() { attachment }: UpdateAttachmentBody,
    @RowPolicy() authorize: RowAuthorizer,
  ): Promise<object> {
    authorize((await this.#attachment(id, context)).project_id);
    const connector = connectorInput(attachment.connector);
    const updated = await orBackendFault(
      this.commands.execute(new UpdateAttachment(commandContext(context), id, connector)),
      (reason) => `Unable to update attachment (${reason}).`,
    );
    return { attachment: attachmentDetail(updated) };
  }

  @Action({
    on: 'attachments',
    name: 'os-complete',
    since: '3.44',
    status: 204,
    policy: 'volume:attachment_complete',
    enforce: 'row',
  })
  async complete(
    @PathParam() id: string,
    @Context() context: RequestContext,
    @RowPolicy() authorize: RowAuthorizer,
  ): Promise<void> {
    authorize((await this.#attachment(id, context)).project_id);
    await this.commands.execute(new CompleteAttachment(commandContext(context), id));
  }

  /** Answers what the volume has left. */
  @Route({
    method: 'DELETE',
    path: 'attachments/:id',
    since: '3.27',
    status: 200,
    policy: 'volume:attachment_delete',
    enforce: 'row',
  })
  async delete(
    @PathParam() id: string,
    @Context() context: RequestContext,
    @RowPolicy() authorize: RowAuthorizer,
  ): Promise<object> {
    const { project_id, volume_id } = await this.#attachment(id, context);
    authorize(project_id);
    const rest = await this.commands.execute(new DeleteAttachment(commandContext(context), id));
    return { attachments: rest.map((attachment) => attachmentSummary({ ...attachment, volume_id })) };
  }

  async #attachment(id: string, context: RequestContext): Promise<AttachmentState> {
    return visibleRow(await this.queries.execute(new GetAttachment(id)), context, () =>
      attachmentNotFound(id),
    );
  }
}
