import { Controller, Inject } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { RemoveExtraSpec } from '../../commands/remove-extra-spec/remove-extra-spec.command.js';
import { SetExtraSpecs } from '../../commands/set-extra-specs/set-extra-specs.command.js';
import { extraSpecNotFound } from '../../domain/type-catalogue/extra-specs.decide.js';
import { visibleType } from '../../domain/type-catalogue/find-type.js';
import type { Specs } from '../../domain/type-catalogue/type-catalogue.state.js';
import { badRequest } from '../http/faults/http-fault.js';
import { commandContext } from '../http/identity/command-context.js';
import type { RequestContext } from '../http/identity/request-context.js';
import { Body, Context, PathParam, Route } from '../http/routing/decorators.js';
import { createExtraSpecs, updateExtraSpec } from './types.schemas.js';
import { extraSpecsView } from './types.view.js';
import { VOLUME_TYPE_READER, type VolumeTypeReader } from './volume-type.js';

@Controller()
export class ExtraSpecsController {
  constructor(
    @Inject(VOLUME_TYPE_READER) private readonly reader: VolumeTypeReader,
    private readonly commands: CommandBus,
  ) {}

  @Route({
    method: 'GET',
    path: 'types/:id/extra_specs',
    status: 200,
    policy: 'volume_extension:types_extra_specs:index',
  })
  async list(@PathParam() id: string, @Context() context: RequestContext): Promise<object> {
    return { extra_specs: await this.#specs(id, context) };
  }

  @Route({
    method: 'GET',
    path: 'types/:id/extra_specs/:key',
    status: 200,
    policy: 'volume_extension:types_extra_specs:show',
  })
  async show(
    @PathParam() id: string,
    @PathParam('key') key: string,
    @Context() context: RequestContext,
  ): Promise<object> {
    const specs = await this.#specs(id, context);
    if (!Object.hasOwn(specs, key)) throw extraSpecNotFound(id, key);
    return { [key]: specs[key] };
  }

  @Route({
    method: 'POST',
    path: 'types/:id/extra_specs',
    status: 200,
    policy: 'volume_extension:types_extra_specs:create',
    body: createExtraSpecs,
  })
  async create(
    @PathParam() id: string,
    @Context() context: RequestContext,
    @Body() body: { readonly extra_specs: Specs },
  ): Promise<object> {
    await this.commands.execute(new SetExtraSpecs(commandContext(context), id, body.extra_specs));
    return body;
  }

  @Route({
    method: 'PUT',
    path: 'types/:id/extra_specs/:key',
    status: 200,
    policy: 'volume_extension:types_extra_specs:update',
    body: updateExtraSpec,
  })
  async update(
    @PathParam() id: string,
    @PathParam('key') key: string,
    @Context() context: RequestContext,
    @Body() body: Specs,
  ): Promise<object> {
    visibleType(await this.reader.catalogue(), id, context);
    if (!Object.hasOwn(body, key)) throw badRequest('Request body and URI mismatch');
    await this.commands.execute(new SetExtraSpecs(commandContext(context), id, body));
    return body;
  }

  @Route({
    method: 'DELETE',
    path: 'types/:id/extra_specs/:key',
    status: 202,
    policy: 'volume_extension:types_extra_specs:delete',
  })
  async delete(
    @PathParam() id: string,
    @PathParam('key') key: string,
    @Context() context: RequestContext,
  ): Promise<void> {
    await this.commands.execute(new RemoveExtraSpec(commandContext(context), id, key));
  }

  async #specs(id: string, context: RequestContext): Promise<Specs> {
    return extraSpecsView(visibleType(await this.reader.catalogue(), id, context).extra_specs, context);
  }
}
