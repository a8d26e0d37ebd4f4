import { Controller } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { CreateGroup } from '../../commands/create-group/create-group.command.js';
import { CreateGroupFrom } from '../../commands/create-group-from/create-group-from.command.js';
import { UpdateGroup } from '../../commands/update-group/update-group.command.js';
import { DomainError } from '../../domain/shared/errors.js';
import { GetGroup } from '../../projections/groups/get-group.query.js';
import { badRequest } from '../http/faults/http-fault.js';
import { commandContext } from '../http/identity/command-context.js';
import type { RequestContext } from '../http/identity/request-context.js';
import type { QueryString } from '../http/lists/query-string.js';
import {
  Body,
  Context,
  PathParam,
  Query,
  Route,
  RowPolicy,
  type RowAuthorizer,
} from '../http/routing/decorators.js';
import {
  groupChanges,
  groupInput,
  groupSourceOf,
  type CreateGroupBody,
  type CreateGroupFromBody,
  type UpdateGroupBody,
} from './groups.input.js';
import { createGroup, createGroupFrom, updateGroup } from './groups.schemas.js';
import { groupDetail, groupSummary } from './groups.view.js';
import { visibleGroup } from './visible-group.js';

/** Whatever a copy of a group is refused for is a 400 in Cinder, quotas too; only a missing source is not. */
const asBadRequest = (error: unknown): never => {
  const isMissing =
    error instanceof DomainError && ['GroupNotFound', 'GroupSnapshotNotFound'].includes(error.code);
  throw error instanceof DomainError && !isMissing ? badRequest(error.message) : error;
};

/** One group: create, also from another one, show, update. */
@Controller()
export class GroupsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @Route({
    method: 'POST',
    path: 'groups',
    since: '3.13',
    status: 202,
    policy: 'group:create',
    body: createGroup,
  })
  async create(@Context() context: RequestContext, @Body() body: CreateGroupBody): Promise<object> {
    const command = new CreateGroup(commandContext(context), groupInput(body));
    return { group: groupSummary(await this.commands.execute(command)) };
  }

  @Route({
    method: 'POST',
    path: 'groups/action',
    since: '3.14',
    status: 202,
    policy: 'group:create',
    body: createGroupFrom,
  })
  async createFrom(@Context() context: RequestContext, @Body() body: CreateGroupFromBody): Promise<object> {
    const command = new CreateGroupFrom(commandContext(context), groupSourceOf(body));
    return { group: groupSummary(await this.commands.execute(command).catch(asBadRequest)) };
  }

  @Route({
    method: 'GET',
    path: 'groups/:id',
    since: '3.13',
    status: 200,
    policy: 'group:get',
    enforce: 'row',
  })
  async show(
    @PathParam() id: string,
    @Context() context: RequestContext,
    @Query() query: QueryString,
    @RowPolicy() authorize: RowAuthorizer,
  ): Promise<object> {
    const group = visibleGroup(await this.queries.execute(new GetGroup(id)), context, id);
    authorize(group.project_id);
    const withVolumes = context.microversion.atLeast('3.25') && query.boolean('list_volume');
    return { group: groupDetail(group, context, withVolumes) };
  }

  @Route({
    method: 'PUT',
    path: 'groups/:id',
    since: '3.13',
    status: 202,
    policy: 'group:update',
    enforce: 'row',
    body: updateGroup,
    empty: 'html',
  })
  async update(
    @PathParam() id: string,
    @Context() context: RequestContext,
    @Body() body: UpdateGroupBody,
    @RowPolicy() authorize: RowAuthorizer,
  ): Promise<void> {
    authorize(visibleGroup(await this.queries.execute(new GetGroup(id)), context, id).project_id);
    await this.commands.execute(new UpdateGroup(commandContext(context), id, groupChanges(body)));
  }
}
