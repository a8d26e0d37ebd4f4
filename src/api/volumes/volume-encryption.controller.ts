import { Controller } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { GetVolume } from '../../projections/volumes/get-volume.query.js';
import { HttpFault } from '../http/faults/http-fault.js';
import type { RequestContext } from '../http/identity/request-context.js';
import { Context, PathParam, Route, RowPolicy, type RowAuthorizer } from '../http/routing/decorators.js';
import { visibleVolume } from './visible-volume.js';

/** Nothing here makes keys, so no volume has one: a type that asks for encryption gets no volumes. */
@Controller()
export class VolumeEncryptionController {
  constructor(private readonly queries: QueryBus) {}

  @Route({
    method: 'GET',
    path: 'volumes/:id/encryption',
    status: 200,
    policy: 'volume_extension:volume_encryption_metadata',
    enforce: 'row',
  })
  async show(
    @PathParam() id: string,
    @Context() context: RequestContext,
    @RowPolicy() authorize: RowAuthorizer,
  ): Promise<object> {
    await this.#allow(id, context, authorize);
    return { encryption_key_id: null };
  }

  /** The bare value: of what is not set, nothing at all (spec 2.9). */
  @Route({
    method: 'GET',
    path: 'volumes/:id/encryption/:key',
    status: 200,
    policy: 'volume_extension:volume_encryption_metadata',
    enforce: 'row',
    empty: 'html',
  })
  async showMember(
    @PathParam() id: string,
    @PathParam('key') key: string,
    @Context() context: RequestContext,
    @RowPolicy() authorize: RowAuthorizer,
  ): Promise<void> {
    await this.#allow(id, context, authorize);
    if (key !== 'encryption_key_id') throw new HttpFault('HTTPNotFound', 'The resource could not be found.');
  }

  async #allow(id: string, context: RequestContext, authorize: RowAuthorizer): Promise<void> {
    const found = await this.queries.execute(new GetVolume(id));
    authorize(visibleVolume(found, context, id).project_id);
  }
}
