import { Controller } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { CreateVolume } from '../../commands/create-volume/create-volume.command.js';
import { DeleteVolume } from '../../commands/delete-volume/delete-volume.command.js';
import { UpdateVolume } from '../../commands/update-volume/update-volume.command.js';
import type { VolumeState } from '../../domain/volume/volume.state.js';
import { GetVolume } from '../../projections/volumes/get-volume.query.js';
import { stateAsked } from '../history/state-asked.js';
import { commandContext } from '../http/identity/command-context.js';
import { earlierAnswer } from '../http/identity/earlier-answer.js';
import { authorize } from '../http/identity/policy-check.js';
import type { RequestContext } from '../http/identity/request-context.js';
import type { Links } from '../http/links.js';
import type { QueryString } from '../http/lists/query-string.js';
import { jsonObject } from '../http/rows/json-text.js';
import {
  Body,
  Context,
  LinkMaker,
  PathParam,
  Query,
  Route,
  RowPolicy,
  type RowAuthorizer,
} from '../http/routing/decorators.js';
import { visibleVolume } from './visible-volume.js';
import { volumeChanges, volumeInput, type CreateVolumeBody, type UpdateVolumeBody } from './volumes.input.js';
import { createVolume, updateVolume } from './volumes.schemas.js';
import { volumeDetails, volumeView } from './volumes.view.js';

/** One volume: create, show, update, delete. */
@Controller()
export class VolumesController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @Route({
    method: 'POST',
    path: 'volumes',
    status: 202,
    policy: 'volume:create',
    body: createVolume,
    idempotent: true,
  })
  async create(
    @Context() context: RequestContext,
    @Body() body: CreateVolumeBody,
    @LinkMaker() links: Links,
  ): Promise<object> {
    const earlier = await earlierAnswer(this.commands, context, 'volume');
    if (earlier !== null) return { volume: volumeView(earlier, links, context) };
    const command = new CreateVolume(commandContext(context), volumeInput(body));
    return { volume: volumeView(await this.commands.execute(command), links, context) };
  }

  @Route({ method: 'GET', path: 'volumes/:id', status: 200, policy: 'volume:get', enforce: 'row' })
  async show(
    @PathParam() id: string,
    @Context() context: RequestContext,
    @Query() query: QueryString,
    @LinkMaker() links: Links,
    @RowPolicy() allow: RowAuthorizer,
  ): Promise<object> {
    const now = (): Promise<VolumeState | null> => this.queries.execute(new GetVolume(id));
    const found = await stateAsked(this.queries, query, { category: 'volume', id, now });
    const volume = visibleVolume(found, context, id);
    allow(volume.project_id);
    return jsonObject({ volume: volumeDetails.for(links, context)(volume) });
  }

  @Route({
    method: 'PUT',
    path: 'volumes/:id',
    status: 200,
    policy: 'volume:update',
    enforce: 'row',
    body: updateVolume,
  })
  async update(
    @PathParam() id: string,
    @Context() context: RequestContext,
    @Body() body: UpdateVolumeBody,
    @LinkMaker() links: Links,
    @RowPolicy() allow: RowAuthorizer,
  ): Promise<object> {
    allow((await this.#volume(id, context)).project_id);
    const command = new UpdateVolume(commandContext(context), id, volumeChanges(body));
    return { volume: volumeView(await this.commands.execute(command), links, context) };
  }

  /** `force` exists from 3.23 on and needs a rule of its own; before, it is not even looked at (spec 2.5). */
  @Route({
    method: 'DELETE',
    path: 'volumes/:id',
    status: 202,
    policy: 'volume:delete',
    enforce: 'row',
    empty: 'html',
  })
  async delete(
    @PathParam() id: string,
    @Context() context: RequestContext,
    @Query() query: QueryString,
    @RowPolicy() allow: RowAuthorizer,
  ): Promise<void> {
    const cascade = query.boolean('cascade');
    const force = context.microversion.atLeast('3.23') && query.boolean('force');
    const { project_id } = await this.#volume(id, context);
    if (force) authorize('volume:force_delete', context, project_id);
    allow(project_id);
    await this.commands.execute(new DeleteVolume(commandContext(context), id, { cascade, force }));
  }

  async #volume(id: string, context: RequestContext): Promise<VolumeState> {
    return visibleVolume(await this.queries.execute(new GetVolume(id)), context, id);
  }
}
