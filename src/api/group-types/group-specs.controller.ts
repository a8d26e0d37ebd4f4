import { Controller, Inject } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { RemoveGroupSpec } from '../../commands/remove-group-spec/remove-group-spec.command.js';
import { SetGroupSpecs } from '../../commands/set-group-specs/set-group-specs.command.js';
import { visibleGroupType } from '../../domain/group-types/find-group-type.js';
import type { GroupSpecs } from '../../domain/group-types/group-types.state.js';
import { badRequest, HttpFault } from '../http/faults/http-fault.js';
import { commandContext } from '../http/identity/command-context.js';
import type { RequestContext } from '../http/identity/request-context.js';
import { Body, Context, PathParam, Route } from '../http/routing/decorators.js';
import { GROUP_TYPE_READER, type GroupTypeReader } from './group-type.js';
import { createGroupSpecs, updateGroupSpec } from './group-types.schemas.js';

const path = 'group_types/:id/group_specs';

@Controller()
export class GroupSpecsController {
  constructor(
    @Inject(GROUP_TYPE_READER) private readonly reader: GroupTypeReader,
    private readonly commands: CommandBus,
  ) {}

  @Route({ method: 'GET', path, since: '3.11', status: 200, policy: 'group:group_types_specs:get_all' })
  async list(@PathParam() id: string, @Context() context: RequestContext): Promise<object> {
    return { group_specs: await this.#specs(id, context) };
  }

  @Route({
    method: 'GET',
    path: `${path}/:key`,
    since: '3.11',
    status: 200,
    policy: 'group:group_types_specs:get',
  })
  async show(
    @PathParam() id: string,
    @PathParam('key') key: string,
    @Context() context: RequestContext,
  ): Promise<object> {
    const specs = await this.#specs(id, context);
    if (Object.hasOwn(specs, key)) return { [key]: specs[key] };
    throw new HttpFault('HTTPNotFound', `Group Type ${id} has no extra spec with key ${key}.`);
  }

  @Route({
    method: 'POST',
    path,
    since: '3.11',
    status: 202,
    policy: 'group:group_types_specs:create',
    body: createGroupSpecs,
  })
  async create(
    @PathParam() id: string,
    @Context() context: RequestContext,
    @Body() body: { readonly group_specs: GroupSpecs },
  ): Promise<object> {
    await this.commands.execute(new SetGroupSpecs(commandContext(context), id, body.group_specs));
    return body;
  }

  @Route({
    method: 'PUT',
    path: `${path}/:key`,
    since: '3.11',
    status: 200,
    policy: 'group:group_types_specs:update',
    body: updateGroupSpec,
  })
  async update(
    @PathParam() id: string,
    @PathParam('key') key: string,
    @Context() context: RequestContext,
    @Body() body: GroupSpecs,
  ): Promise<object> {
    visibleGroupType(await this.reader.catalogue(), id, context);
    if (!Object.hasOwn(body, key)) throw badRequest('Request body and URI mismatch');
    await this.commands.execute(new SetGroupSpecs(commandContext(context), id, body));
    return body;
  }

  @Route({
    method: 'DELETE',
    path: `${path}/:key`,
    since: '3.11',
    status: 202,
    policy: 'group:group_types_specs:delete',
    empty: 'html',
  })
  async delete(
    @PathParam() id: string,
    @PathParam('key') key: string,
    @Context() context: RequestContext,
  ): Promise<void> {
    await this.commands.execute(new RemoveGroupSpec(commandContext(context), id, key));
  }

  async #specs(id: string, context: RequestContext): Promise<GroupSpecs> {
    return visibleGroupType(await this.reader.catalogue(), id, context).group_specs;
  }
}
