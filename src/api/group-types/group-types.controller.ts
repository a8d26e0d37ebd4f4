import { Controller, Inject } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { CreateGroupType } from '../../commands/create-group-type/create-group-type.command.js';
import { DeleteGroupType } from '../../commands/delete-group-type/delete-group-type.command.js';
import { UpdateGroupType } from '../../commands/update-group-type/update-group-type.command.js';
import {
  groupTypeNamed,
  groupTypeNotFound,
  visibleGroupType,
} from '../../domain/group-types/find-group-type.js';
import type { GroupType } from '../../domain/group-types/group-types.state.js';
import { HttpFault } from '../http/faults/http-fault.js';
import { commandContext } from '../http/identity/command-context.js';
import type { RequestContext } from '../http/identity/request-context.js';
import type { Links } from '../http/links.js';
import { pageBody, pageOf } from '../http/lists/page.js';
import type { QueryString } from '../http/lists/query-string.js';
import { Body, Context, LinkMaker, PathParam, Query, Route } from '../http/routing/decorators.js';
import { GROUP_TYPE_READER, type GroupTypeReader } from './group-type.js';
import {
  groupTypeChanges,
  groupTypeInput,
  type CreateGroupTypeBody,
  type UpdateGroupTypeBody,
} from './group-types.input.js';
import { groupTypePage } from './group-types.list.js';
import { createGroupType, updateGroupType } from './group-types.schemas.js';
import { groupTypeView } from './group-types.view.js';

/** The links of this list have a name of their own, as those of volume types. */
const collection = { key: 'group_types', path: 'group_types', linksKey: 'group_type_links' };

@Controller()
export class GroupTypesController {
  constructor(
    @Inject(GROUP_TYPE_READER) private readonly reader: GroupTypeReader,
    private readonly commands: CommandBus,
  ) {}

  @Route({ method: 'GET', path: 'group_types', since: '3.11', status: 200, policy: null })
  async list(
    @Context() context: RequestContext,
    @Query() query: QueryString,
    @LinkMaker() links: Links,
  ): Promise<object> {
    const { found, limit } = groupTypePage(await this.reader.catalogue(), query, context);
    const view = (type: GroupType): object => groupTypeView(type, context);
    return pageBody(collection, pageOf(found, groupTypeNotFound), { view, links, limit, query });
  }

  /** Whoever may see the default type or not: it is told to everybody. */
  @Route({ method: 'GET', path: 'group_types/default', since: '3.11', status: 200, policy: null })
  async default(@Context() context: RequestContext): Promise<object> {
    const name = this.reader.configuredDefault;
    const type = name === null ? undefined : groupTypeNamed(await this.reader.catalogue(), name);
    if (type === undefined) throw new HttpFault('HTTPNotFound', 'Default group type can not be found.');
    return { group_type: groupTypeView(type, context) };
  }

  @Route({ method: 'GET', path: 'group_types/:id', since: '3.11', status: 200, policy: null })
  async show(@PathParam() id: string, @Context() context: RequestContext): Promise<object> {
    return this.#shown(visibleGroupType(await this.reader.catalogue(), id, context), context);
  }

  @Route({
    method: 'POST',
    path: 'group_types',
    since: '3.11',
    status: 202,
    policy: 'group:group_types:create',
    body: createGroupType,
  })
  async create(@Context() context: RequestContext, @Body() body: CreateGroupTypeBody): Promise<object> {
    const command = new CreateGroupType(commandContext(context), groupTypeInput(body));
    return this.#shown(await this.commands.execute(command), context);
  }

  @Route({
    method: 'PUT',
    path: 'group_types/:id',
    since: '3.11',
    status: 200,
    policy: 'group:group_types:update',
    body: updateGroupType,
  })
  async update(
    @PathParam() id: string,
    @Context() context: RequestContext,
    @Body() body: UpdateGroupTypeBody,
  ): Promise<object> {
    const command = new UpdateGroupType(commandContext(context), id, groupTypeChanges(body));
    return this.#shown(await this.commands.execute(command), context);
  }

  @Route({
    method: 'DELETE',
    path: 'group_types/:id',
    since: '3.11',
    status: 202,
    policy: 'group:group_types:delete',
    empty: 'html',
  })
  async delete(@PathParam() id: string, @Context() context: RequestContext): Promise<void> {
    await this.commands.execute(new DeleteGroupType(commandContext(context), id));
  }

  #shown(type: GroupType, context: RequestContext): object {
    return { group_type: groupTypeView(type, context) };
  }
}
