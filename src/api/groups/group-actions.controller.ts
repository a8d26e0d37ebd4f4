import { Controller } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { DeleteGroup } from '../../commands/delete-group/delete-group.command.js';
import { ResetGroupStatus } from '../../commands/reset-group-status/reset-group-status.command.js';
import { GetGroup } from '../../projections/groups/get-group.query.js';
import { bodyBoolean } from '../http/body/boolean-words.js';
import { commandContext } from '../http/identity/command-context.js';
import type { RequestContext } from '../http/identity/request-context.js';
import {
  Action,
  Body,
  Context,
  PathParam,
  RowPolicy,
  type RowAuthorizer,
} from '../http/routing/decorators.js';
import { deleteGroup, resetGroupStatus } from './groups.schemas.js';
import { visibleGroup } from './visible-group.js';

interface DeleteBody {
  readonly delete: { readonly 'delete-volumes'?: boolean | string };
}

interface ResetBody {
  readonly reset_status: { readonly status: string };
}

@Controller()
export class GroupActionsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @Action({
    on: 'groups',
    name: 'delete',
    since: '3.13',
    status: 202,
    policy: 'group:delete',
    enforce: 'row',
    body: deleteGroup,
    empty: 'html',
  })
  async delete(
    @PathParam() id: string,
    @Context() context: RequestContext,
    @Body() body: DeleteBody,
    @RowPolicy() authorize: RowAuthorizer,
  ): Promise<void> {
    await this.#authorized(id, context, authorize);
    const withVolumes = bodyBoolean(body.delete['delete-volumes']);
    await this.commands.execute(new DeleteGroup(commandContext(context), id, withVolumes));
  }

  @Action({
    on: 'groups',
    name: 'reset_status',
    since: '3.20',
    status: 202,
    policy: 'group:reset_status',
    enforce: 'row',
    body: resetGroupStatus,
    empty: 'html',
  })
  async resetStatus(
    @PathParam() id: string,
    @Context() context: RequestContext,
    @Body() body: ResetBody,
    @RowPolicy() authorize: RowAuthorizer,
  ): Promise<void> {
    await this.#authorized(id, context, authorize);
    const status = body.reset_status.status.toLowerCase();
    await this.commands.execute(new ResetGroupStatus(commandContext(context), id, status));
  }

  async #authorized(id: string, context: RequestContext, authorize: RowAuthorizer): Promise<void> {
    authorize(visibleGroup(await this.queries.execute(new GetGroup(id)), context, id).project_id);
  }
}
