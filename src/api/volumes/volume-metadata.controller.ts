import { Controller } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import {
  ChangeVolumeMetadata,
  PreconditionFailed,
} from '../../commands/change-volume-metadata/change-volume-metadata.command.js';
import type { MetadataChange } from '../../commands/metadata-change.js';
import { DomainError } from '../../domain/shared/errors.js';
import type { VolumeState } from '../../domain/volume/volume.state.js';
import { GetVolume } from '../../projections/volumes/get-volume.query.js';
import type { Metadata } from '../http/body/trimmed.js';
import { HttpFault } from '../http/faults/http-fault.js';
import { commandContext } from '../http/identity/command-context.js';
import type { RequestContext } from '../http/identity/request-context.js';
import { WithHeaders } from '../http/routing/answer.js';
import {
  Body,
  Context,
  PathParam,
  PathParams,
  Route,
  RowPolicy,
  type RowAuthorizer,
} from '../http/routing/decorators.js';
import { metadataEtag } from '../metadata/etag.js';
import { IfMatch, type Precondition } from '../metadata/if-match.js';
import { entryFor, type EntryPath, type MetaBody, type MetadataBody } from '../metadata/one-entry.js';
import { visibleVolume } from './visible-volume.js';
import { volumeMetadata, volumeMetadataEntry } from './volumes.schemas.js';

/** spec 2.6 */
@Controller()
export class VolumeMetadataController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @Route({
    method: 'GET',
    path: 'volumes/:id/metadata',
    status: 200,
    policy: 'volume:get_volume_metadata',
    enforce: 'row',
  })
  async list(
    @PathParam() id: string,
    @Context() context: RequestContext,
    @RowPolicy() authorize: RowAuthorizer,
  ): Promise<unknown> {
    const { metadata } = await this.#volume(id, context, authorize);
    if (!context.microversion.atLeast('3.15')) return { metadata };
    return new WithHeaders({ metadata }, { Etag: metadataEtag(metadata) });
  }

  @Route({
    method: 'POST',
    path: 'volumes/:id/metadata',
    status: 200,
    policy: 'volume:create_volume_metadata',
    enforce: 'row',
    body: volumeMetadata,
  })
  async add(
    @PathParam() id: string,
    @Context() context: RequestContext,
    @Body() { metadata }: MetadataBody,
    @RowPolicy() authorize: RowAuthorizer,
  ): Promise<object> {
    await this.#volume(id, context, authorize);
    return { metadata: await this.#change(id, context, { kind: 'merge', metadata }) };
  }

  @Route({
    method: 'PUT',
    path: 'volumes/:id/metadata',
    status: 200,
    policy: 'volume:update_volume_metadata',
    enforce: 'row',
    body: volumeMetadata,
  })
  async replace(
    @PathParam() id: string,
    @Context() context: RequestContext,
    @Body() { metadata }: MetadataBody,
    @IfMatch() precondition: Precondition,
    @RowPolicy() authorize: RowAuthorizer,
  ): Promise<object> {
    await this.#volume(id, context, authorize);
    return { metadata: await this.#change(id, context, { kind: 'replace', metadata }, precondition) };
  }

  @Route({
    method: 'GET',
    path: 'volumes/:id/metadata/:key',
    status: 200,
    policy: 'volume:get_volume_metadata',
    enforce: 'row',
  })
  async show(
    @PathParams() { id, key }: EntryPath,
    @Context() context: RequestContext,
    @RowPolicy() authorize: RowAuthorizer,
  ): Promise<object> {
    const { metadata } = await this.#volume(id, context, authorize);
    if (!Object.hasOwn(metadata, key)) {
      throw new DomainError('VolumeMetadataNotFound', `Volume ${id} has no metadata with key ${key}.`);
    }
    return { meta: { [key]: metadata[key] } };
  }

  @Route({
    method: 'PUT',
    path: 'volumes/:id/metadata/:key',
    status: 200,
    policy: 'volume:update_volume_metadata',
    enforce: 'row',
    body: volumeMetadataEntry,
  })
  async set(
    @PathParams() { id, key }: EntryPath,
    @Context() context: RequestContext,
    @Body() body: MetaBody,
    @IfMatch() precondition: Precondition,
    @RowPolicy() authorize: RowAuthorizer,
  ): Promise<object> {
    const metadata = entryFor(key, body);
    await this.#volume(id, context, authorize);
    const changed = await this.#change(id, context, { kind: 'merge', metadata }, precondition);
    return { meta: { [key]: changed[key] } };
  }

  @Route({
    method: 'DELETE',
    path: 'volumes/:id/metadata/:key',
    status: 200,
    policy: 'volume:delete_volume_metadata',
    enforce: 'row',
    empty: 'html',
  })
  async remove(
    @PathParams() { id, key }: EntryPath,
    @Context() context: RequestContext,
    @RowPolicy() authorize: RowAuthorizer,
  ): Promise<void> {
    await this.#volume(id, context, authorize);
    await this.#change(id, context, { kind: 'remove', key });
  }

  async #volume(id: string, context: RequestContext, authorize: RowAuthorizer): Promise<VolumeState> {
    const volume = visibleVolume(await this.queries.execute(new GetVolume(id)), context, id);
    authorize(volume.project_id);
    return volume;
  }

  async #change(
    id: string,
    context: RequestContext,
    change: MetadataChange,
    precondition?: Precondition,
  ): Promise<Metadata> {
    try {
      const command = new ChangeVolumeMetadata(commandContext(context), id, change, precondition);
      return await this.commands.execute(command);
    } catch (error) {
      throw error instanceof PreconditionFailed ? new HttpFault('HTTPPreconditionFailed', '') : error;
    }
  }
}
