import { Controller, Inject } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { AssociateQosSpecs } from '../../commands/associate-qos-specs/associate-qos-specs.command.js';
import { DisassociateQosSpecs } from '../../commands/disassociate-qos-specs/disassociate-qos-specs.command.js';
import { existingQosSpecs, typesWithQos } from '../../domain/type-catalogue/qos-specs.decide.js';
import { badRequest } from '../http/faults/http-fault.js';
import { commandContext } from '../http/identity/command-context.js';
import type { RequestContext } from '../http/identity/request-context.js';
import type { QueryString } from '../http/lists/query-string.js';
import { Context, PathParam, Query, Route } from '../http/routing/decorators.js';
import { VOLUME_TYPE_READER, type VolumeTypeReader } from '../types/volume-type.js';
import { associationView } from './qos-specs.view.js';

const typeAsked = (query: QueryString): string => {
  const id = query.get('vol_type_id');
  if (!id) throw badRequest('Volume Type id must not be None.');
  return id;
};

/** Which types have the specs. Cinder changes it with GET, so nothing on the way may cache or repeat these. */
@Controller()
export class QosAssociationsController {
  constructor(
    @Inject(VOLUME_TYPE_READER) private readonly reader: VolumeTypeReader,
    private readonly commands: CommandBus,
  ) {}

  @Route({
    method: 'GET',
    path: 'qos-specs/:id/associations',
    status: 200,
    policy: 'volume_extension:qos_specs_manage:get_all',
  })
  async list(@PathParam() id: string): Promise<object> {
    const catalogue = await this.reader.catalogue();
    existingQosSpecs(catalogue, id);
    return { qos_associations: typesWithQos(catalogue, id).map(associationView) };
  }

  @Route({
    method: 'GET',
    path: 'qos-specs/:id/associate',
    status: 202,
    policy: 'volume_extension:qos_specs_manage:update',
    empty: 'html',
  })
  async associate(
    @PathParam() id: string,
    @Context() context: RequestContext,
    @Query() query: QueryString,
  ): Promise<void> {
    await this.commands.execute(new AssociateQosSpecs(commandContext(context), id, typeAsked(query)));
  }

  @Route({
    method: 'GET',
    path: 'qos-specs/:id/disassociate',
    status: 202,
    policy: 'volume_extension:qos_specs_manage:update',
    empty: 'html',
  })
  async disassociate(
    @PathParam() id: string,
    @Context() context: RequestContext,
    @Query() query: QueryString,
  ): Promise<void> {
    await this.commands.execute(new DisassociateQosSpecs(commandContext(context), id, typeAsked(query)));
  }

  @Route({
    method: 'GET',
    path: 'qos-specs/:id/disassociate_all',
    status: 202,
    policy: 'volume_extension:qos_specs_manage:update',
    empty: 'html',
  })
  async disassociateAll(@PathParam() id: string, @Context() context: RequestContext): Promise<void> {
    await this.commands.execute(new DisassociateQosSpecs(commandContext(context), id, null));
  }
}
