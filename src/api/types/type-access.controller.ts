import { Controller, Inject } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ChangeTypeAccess } from '../../commands/change-type-access/change-type-access.command.js';
import { visibleType } from '../../domain/type-catalogue/find-type.js';
import { HttpFault } from '../http/faults/http-fault.js';
import { commandContext } from '../http/identity/command-context.js';
import type { RequestContext } from '../http/identity/request-context.js';
import { Action, Body, Context, PathParam, Route } from '../http/routing/decorators.js';
import { addProjectAccess, removeProjectAccess } from './types.schemas.js';
import { VOLUME_TYPE_READER, type VolumeTypeReader } from './volume-type.js';

interface Access {
  readonly project: string;
}

/** Which projects see a private type. */
@Controller()
export class TypeAccessController {
  constructor(
    @Inject(VOLUME_TYPE_READER) private readonly reader: VolumeTypeReader,
    private readonly commands: CommandBus,
  ) {}

  @Route({
    method: 'GET',
    path: 'types/:id/os-volume-type-access',
    status: 200,
    policy: 'volume_extension:volume_type_access:get_all_for_type',
  })
  async list(@PathParam() id: string, @Context() context: RequestContext): Promise<object> {
    const { is_public, project_ids } = visibleType(await this.reader.catalogue(), id, context);
    if (is_public) {
      const text = 'Access list not available for public volume types.';
      throw new HttpFault('VolumeTypeAccessNotFound', text);
    }
    return { volume_type_access: project_ids.map((project_id) => ({ volume_type_id: id, project_id })) };
  }

  @Action({
    on: 'types',
    name: 'addProjectAccess',
    status: 202,
    policy: 'volume_extension:volume_type_access:addProjectAccess',
    body: addProjectAccess,
    empty: 'html',
  })
  async add(
    @PathParam() id: string,
    @Context() context: RequestContext,
    @Body() { addProjectAccess: { project } }: { readonly addProjectAccess: Access },
  ): Promise<void> {
    await this.commands.execute(new ChangeTypeAccess(commandContext(context), 'grant', id, project));
  }

  @Action({
    on: 'types',
    name: 'removeProjectAccess',
    status: 202,
    policy: 'volume_extension:volume_type_access:removeProjectAccess',
    body: removeProjectAccess,
    empty: 'html',
  })
  async remove(
    @PathParam() id: string,
    @Context() context: RequestContext,
    @Body() { removeProjectAccess: { project } }: { readonly removeProjectAccess: Access },
  ): Promise<void> {
    await this.commands.execute(new ChangeTypeAccess(commandContext(context), 'revoke', id, project));
  }
}
