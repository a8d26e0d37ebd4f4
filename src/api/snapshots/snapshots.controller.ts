import { Controller } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { CreateSnapshot } from '../../commands/create-snapshot/create-snapshot.command.js';
import { DeleteSnapshot } from '../../commands/delete-snapshot/delete-snapshot.command.js';
import { UpdateSnapshot } from '../../commands/update-snapshot/update-snapshot.command.js';
import { snapshotNotFound, volumeNotFound } from '../../domain/shared/errors.js';
import type { SnapshotState } from '../../domain/snapshot/snapshot.state.js';
import { GetSnapshot } from '../../projections/snapshots/get-snapshot.query.js';
import { GetVolume } from '../../projections/volumes/get-volume.query.js';
import { stateAsked } from '../history/state-asked.js';
import { commandContext } from '../http/identity/command-context.js';
import { earlierAnswer } from '../http/identity/earlier-answer.js';
import type { RequestContext } from '../http/identity/request-context.js';
import { visibleRow } from '../http/identity/visible-row.js';
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
import { visibleVolume } from '../volumes/visible-volume.js';
import {
  snapshotChanges,
  snapshotInput,
  type CreateSnapshotBody,
  type UpdateSnapshotBody,
} from './snapshots.input.js';
import { createSnapshot, updateSnapshot } from './snapshots.schemas.js';
import { snapshotDetails, snapshotView } from './snapshots.view.js';

/** One snapshot: create, show, update, delete. */
@Controller()
export class SnapshotsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  /** The volume comes first, then the force flag, then the rule (spec 3.2). */
  @Route({
    method: 'POST',
    path: 'snapshots',
    status: 202,
    policy: 'volume:create_snapshot',
    enforce: 'row',
    body: createSnapshot,
    idempotent: true,
  })
  async create(
    @Context() context: RequestContext,
    @Body() body: CreateSnapshotBody,
    @RowPolicy() authorize: RowAuthorizer,
  ): Promise<object> {
    const earlier = await earlierAnswer(this.commands, context, 'snapshot');
    if (earlier !== null) {
      authorize(earlier.project_id);
      return { snapshot: snapshotView(earlier, context) };
    }
    const { volume_id } = body.snapshot;
    if (volume_id === null) throw volumeNotFound('None');
    const found = await this.queries.execute(new GetVolume(volume_id));
    const volume = visibleVolume(found, context, volume_id);
    const input = snapshotInput(body, volume_id, context.microversion);
    authorize(volume.project_id);
    const command = new CreateSnapshot(commandContext(context), input);
    return { snapshot: snapshotView(await this.commands.execute(command), context) };
  }

  @Route({
    method: 'GET',
    path: 'snapshots/:id',
    status: 200,
    policy: 'volume:get_snapshot',
    enforce: 'row',
  })
  async show(
    @PathParam() id: string,
    @Context() context: RequestContext,
    @Query() query: QueryString,
    @LinkMaker() links: Links,
    @RowPolicy() authorize: RowAuthorizer,
  ): Promise<object> {
    const now = (): Promise<SnapshotState | null> => this.queries.execute(new GetSnapshot(id));
    const found = await stateAsked(this.queries, query, { category: 'snapshot', id, now });
    const snapshot = visibleRow(found, context, () => snapshotNotFound(id));
    authorize(snapshot.project_id);
    return jsonObject({ snapshot: snapshotDetails.for(links, context)(snapshot) });
  }

  @Route({
    method: 'PUT',
    path: 'snapshots/:id',
    status: 200,
    policy: 'volume:update_snapshot',
    enforce: 'row',
    body: updateSnapshot,
  })
  async update(
    @PathParam() id: string,
    @Context() context: RequestContext,
    @Body() body: UpdateSnapshotBody,
    @RowPolicy() authorize: RowAuthorizer,
  ): Promise<object> {
    await this.#require(id, context, authorize);
    const command = new UpdateSnapshot(commandContext(context), id, snapshotChanges(body));
    return { snapshot: snapshotView(await this.commands.execute(command), context) };
  }

  @Route({
    method: 'DELETE',
    path: 'snapshots/:id',
    status: 202,
    policy: 'volume:delete_snapshot',
    enforce: 'row',
    empty: 'html',
  })
  async delete(
    @PathParam() id: string,
    @Context() context: RequestContext,
    @RowPolicy() authorize: RowAuthorizer,
  ): Promise<void> {
    await this.#require(id, context, authorize);
    await this.commands.execute(new DeleteSnapshot(commandContext(context), id, false));
  }

  async #require(id: string, context: RequestContext, authorize: RowAuthorizer): Promise<void> {
    const found = await this.queries.execute(new GetSnapshot(id));
    authorize(visibleRow(found, context, () => snapshotNotFound(id)).project_id);
  }
}
