import { Controller } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ChangeImageMetadata } from '../../commands/change-image-metadata/change-image-metadata.command.js';
import { DomainError } from '../../domain/shared/errors.js';
import { noImageMetadata } from '../../domain/volume/volume-flags.decide.js';
import type { VolumeState } from '../../domain/volume/volume.state.js';
import { GetVolume } from '../../projections/volumes/get-volume.query.js';
import { badRequest } from '../http/faults/http-fault.js';
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
import { visibleVolume } from './visible-volume.js';
import {
  reimage,
  setImageMetadata,
  unsetImageMetadata,
  uploadImage,
} from './volume-image-actions.schemas.js';

interface SetBody {
  readonly 'os-set_image_metadata': { readonly metadata: Readonly<Record<string, string>> };
}

interface UnsetBody {
  readonly 'os-unset_image_metadata': { readonly key: string };
}

interface ReimageBody {
  readonly 'os-reimage': { readonly image_id: string };
}

/** What is known of the image that a volume was made of; images themselves are nobody's here (spec/api-core.md 2.7). */
@Controller()
export class VolumeImageActionsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @Action({
    on: 'volumes',
    name: 'os-show_image_metadata',
    status: 200,
    policy: 'volume:get_volume_metadata',
    enforce: 'row',
  })
  async show(
    @PathParam() id: string,
    @Context() context: RequestContext,
    @RowPolicy() authorize: RowAuthorizer,
  ): Promise<object> {
    const { image_metadata } = await this.#require(id, context, authorize);
    if (Object.keys(image_metadata).length === 0) throw noImageMetadata(id);
    return { metadata: image_metadata };
  }

  @Action({
    on: 'volumes',
    name: 'os-set_image_metadata',
    status: 200,
    policy: 'volume_extension:volume_image_metadata:set',
    enforce: 'row',
    body: setImageMetadata,
  })
  async set(
    @PathParam() id: string,
    @Context() context: RequestContext,
    @Body() body: SetBody,
    @RowPolicy() authorize: RowAuthorizer,
  ): Promise<object> {
    await this.#require(id, context, authorize);
    const change = { kind: 'set', entries: body['os-set_image_metadata'].metadata } as const;
    return {
      metadata: await this.commands.execute(new ChangeImageMetadata(commandContext(context), id, change)),
    };
  }

  @Action({
    on: 'volumes',
    name: 'os-unset_image_metadata',
    status: 200,
    policy: 'volume_extension:volume_image_metadata:remove',
    enforce: 'row',
    body: unsetImageMetadata,
    empty: 'html',
  })
  async unset(
    @PathParam() id: string,
    @Context() context: RequestContext,
    @Body() body: UnsetBody,
    @RowPolicy() authorize: RowAuthorizer,
  ): Promise<void> {
    await this.#require(id, context, authorize);
    const change = { kind: 'unset', key: body['os-unset_image_metadata'].key } as const;
    await this.commands.execute(new ChangeImageMetadata(commandContext(context), id, change));
  }

  /** There is no image service here, which Cinder answers like this too. */
  @Action({
    on: 'volumes',
    name: 'os-volume_upload_image',
    status: 202,
    policy: 'volume_extension:volume_actions:upload_image',
    enforce: 'row',
    body: uploadImage,
  })
  async upload(
    @PathParam() id: string,
    @Context() context: RequestContext,
    @RowPolicy() authorize: RowAuthorizer,
  ): Promise<never> {
    await this.#require(id, context, authorize);
    throw badRequest('Connection to glance failed: no image service is configured');
  }

  @Action({
    on: 'volumes',
    name: 'os-reimage',
    since: '3.68',
    status: 202,
    policy: 'volume:reimage',
    enforce: 'row',
    body: reimage,
  })
  async reimage(
    @PathParam() id: string,
    @Context() context: RequestContext,
    @Body() body: ReimageBody,
    @RowPolicy() authorize: RowAuthorizer,
  ): Promise<never> {
    await this.#require(id, context, authorize);
    throw new DomainError('ImageNotFound', `Image ${body['os-reimage'].image_id} could not be found.`);
  }

  async #require(id: string, context: RequestContext, authorize: RowAuthorizer): Promise<VolumeState> {
    const volume = visibleVolume(await this.queries.execute(new GetVolume(id)), context, id);
    authorize(volume.project_id);
    return volume;
  }
}
