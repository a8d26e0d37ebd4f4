import { Controller, Inject } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { CreateVolumeType } from '../../commands/create-volume-type/create-volume-type.command.js';
import { DeleteVolumeType } from '../../commands/delete-volume-type/delete-volume-type.command.js';
import { UpdateVolumeType } from '../../commands/update-volume-type/update-volume-type.command.js';
import { defaultType, visibleType, volumeTypeNotFound } from '../../domain/type-catalogue/find-type.js';
import type { VolumeType } from '../../domain/type-catalogue/type-catalogue.state.js';
import { HttpFault } from '../http/faults/http-fault.js';
import { commandContext } from '../http/identity/command-context.js';
import type { RequestContext } from '../http/identity/request-context.js';
import type { Links } from '../http/links.js';
import type { ListRequest } from '../http/lists/list-request.js';
import { pageBody, pageOf } from '../http/lists/page.js';
import type { QueryString } from '../http/lists/query-string.js';
import { Body, Context, LinkMaker, List, PathParam, Query, Route } from '../http/routing/decorators.js';
import { typeChanges, typeInput, type CreateTypeBody, type UpdateTypeBody } from './types.input.js';
import { typePage, typeRules } from './types.list.js';
import { createType, updateType } from './types.schemas.js';
import { createdTypeView, defaultTypeView, typeView, updatedTypeView } from './types.view.js';
import { VOLUME_TYPE_READER, type VolumeTypeReader } from './volume-type.js';

/** The links of this list have a name of their own (spec T14). */
const collection = { key: 'volume_types', path: 'types', linksKey: 'volume_type_links' };

@Controller()
export class TypesController {
  constructor(
    @Inject(VOLUME_TYPE_READER) private readonly reader: VolumeTypeReader,
    private readonly commands: CommandBus,
  ) {}

  @Route({ method: 'GET', path: 'types', status: 200, policy: 'volume_extension:type_get_all' })
  async list(
    @Context() context: RequestContext,
    @List(typeRules) list: ListRequest,
    @Query() query: QueryString,
    @LinkMaker() links: Links,
  ): Promise<object> {
    const found = typePage(await this.reader.catalogue(), list, query, context);
    const view = (type: VolumeType): object => typeView(type, context);
    return pageBody(collection, pageOf(found, volumeTypeNotFound), {
      view,
      links,
      limit: list.query.limit,
      query,
    });
  }

  @Route({ method: 'GET', path: 'types/default', status: 200, policy: 'volume_extension:type_get' })
  async default(@Context() context: RequestContext): Promise<object> {
    const type = defaultType(await this.reader.catalogue(), this.reader.configuredDefault, context);
    if (type === undefined) {
      throw new HttpFault('VolumeTypeNotFound', 'Default volume type can not be found.');
    }
    return { volume_type: defaultTypeView(type, context) };
  }

  @Route({ method: 'GET', path: 'types/:id', status: 200, policy: 'volume_extension:type_get' })
  async show(@Context() context: RequestContext, @PathParam() id: string): Promise<object> {
    return { volume_type: typeView(visibleType(await this.reader.catalogue(), id, context), context) };
  }

  @Route({
    method: 'POST',
    path: 'types',
    status: 200,
    policy: 'volume_extension:type_create',
    body: createType,
  })
  async create(@Context() context: RequestContext, @Body() body: CreateTypeBody): Promise<object> {
    const command = new CreateVolumeType(commandContext(context), typeInput(body));
    return { volume_type: createdTypeView(await this.commands.execute(command), context) };
  }

  @Route({
    method: 'PUT',
    path: 'types/:id',
    status: 200,
    policy: 'volume_extension:type_update',
    body: updateType,
  })
  async update(
    @PathParam() id: string,
    @Context() context: RequestContext,
    @Body() body: UpdateTypeBody,
  ): Promise<object> {
    const command = new UpdateVolumeType(commandContext(context), id, typeChanges(body));
    return { volume_type: updatedTypeView(await this.commands.execute(command)) };
  }

  @Route({
    method: 'DELETE',
    path: 'types/:id',
    status: 202,
    policy: 'volume_extension:type_delete',
    empty: 'html',
  })
  async delete(@PathParam() id: string, @Context() context: RequestContext): Promise<void> {
    await this.commands.execute(new DeleteVolumeType(commandContext(context), id));
  }
}
