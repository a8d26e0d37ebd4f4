import { Controller, Inject } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { CreateQosSpecs } from '../../commands/create-qos-specs/create-qos-specs.command.js';
import { DeleteQosSpecs } from '../../commands/delete-qos-specs/delete-qos-specs.command.js';
import { RemoveQosKeys } from '../../commands/remove-qos-keys/remove-qos-keys.command.js';
import { UpdateQosSpecs } from '../../commands/update-qos-specs/update-qos-specs.command.js';
import { existingQosSpecs, qosSpecsNotFound } from '../../domain/type-catalogue/qos-specs.decide.js';
import { commandContext } from '../http/identity/command-context.js';
import type { RequestContext } from '../http/identity/request-context.js';
import type { Links } from '../http/links.js';
import type { ListRequest } from '../http/lists/list-request.js';
import { pageBody, pageOf } from '../http/lists/page.js';
import type { QueryString } from '../http/lists/query-string.js';
import { Body, Context, LinkMaker, List, PathParam, Query, Route } from '../http/routing/decorators.js';
import { VOLUME_TYPE_READER, type VolumeTypeReader } from '../types/volume-type.js';
import {
  qosSpecsChanges,
  qosSpecsInput,
  type CreateQosSpecsBody,
  type UpdateQosSpecsBody,
} from './qos-specs.input.js';
import { qosPage, qosRules } from './qos-specs.list.js';
import { createQosSpecs, deleteQosKeys, updateQosSpecs } from './qos-specs.schemas.js';
import { qosAnswer, qosView } from './qos-specs.view.js';

@Controller()
export class QosSpecsController {
  constructor(
    @Inject(VOLUME_TYPE_READER) private readonly reader: VolumeTypeReader,
    private readonly commands: CommandBus,
  ) {}

  @Route({
    method: 'GET',
    path: 'qos-specs',
    status: 200,
    policy: 'volume_extension:qos_specs_manage:get_all',
  })
  async list(
    @List(qosRules) list: ListRequest,
    @Query() query: QueryString,
    @LinkMaker() links: Links,
  ): Promise<object> {
    const page = pageOf(qosPage(await this.reader.catalogue(), list), qosSpecsNotFound);
    const form = { view: qosView, links, query, limit: list.query.limit };
    return pageBody({ key: 'qos_specs', path: 'qos-specs' }, page, form);
  }

  @Route({
    method: 'POST',
    path: 'qos-specs',
    status: 200,
    policy: 'volume_extension:qos_specs_manage:create',
    body: createQosSpecs,
  })
  async create(
    @Context() context: RequestContext,
    @Body() body: CreateQosSpecsBody,
    @LinkMaker() links: Links,
  ): Promise<object> {
    const command = new CreateQosSpecs(commandContext(context), qosSpecsInput(body));
    return qosAnswer(await this.commands.execute(command), links);
  }

  @Route({
    method: 'GET',
    path: 'qos-specs/:id',
    status: 200,
    policy: 'volume_extension:qos_specs_manage:get',
  })
  async show(@PathParam() id: string, @LinkMaker() links: Links): Promise<object> {
    return qosAnswer(existingQosSpecs(await this.reader.catalogue(), id), links);
  }

  @Route({
    method: 'PUT',
    path: 'qos-specs/:id',
    status: 200,
    policy: 'volume_extension:qos_specs_manage:update',
    body: updateQosSpecs,
  })
  async update(
    @PathParam() id: string,
    @Context() context: RequestContext,
    @Body() body: UpdateQosSpecsBody,
  ): Promise<object> {
    await this.commands.execute(new UpdateQosSpecs(commandContext(context), id, qosSpecsChanges(body)));
    return body;
  }

  @Route({
    method: 'DELETE',
    path: 'qos-specs/:id',
    status: 202,
    policy: 'volume_extension:qos_specs_manage:delete',
    empty: 'html',
  })
  async delete(
    @PathParam() id: string,
    @Context() context: RequestContext,
    @Query() query: QueryString,
  ): Promise<void> {
    const force = query.boolean('force');
    await this.commands.execute(new DeleteQosSpecs(commandContext(context), id, force));
  }

  @Route({
    method: 'PUT',
    path: 'qos-specs/:id/delete_keys',
    status: 202,
    policy: 'volume_extension:qos_specs_manage:delete',
    body: deleteQosKeys,
    empty: 'html',
  })
  async deleteKeys(
    @PathParam() id: string,
    @Context() context: RequestContext,
    @Body() { keys }: { readonly keys: readonly string[] },
  ): Promise<void> {
    await this.commands.execute(new RemoveQosKeys(commandContext(context), id, keys));
  }
}
