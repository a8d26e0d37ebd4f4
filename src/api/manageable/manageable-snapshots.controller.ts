import { Controller } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { CreateSnapshot } from '../../commands/create-snapshot/create-snapshot.command.js';
import { ListManageable } from '../../commands/list-manageable/list-manageable.command.js';
import { UnmanageSnapshot } from '../../commands/unmanage-snapshot/unmanage-snapshot.command.js';
import { GetSnapshot } from '../../projections/snapshots/get-snapshot.query.js';
import { GetVolume } from '../../projections/volumes/get-volume.query.js';
import { clusterOrHost } from '../http/body/cluster-or-host.js';
import { commandContext } from '../http/identity/command-context.js';
import type { RequestContext } from '../http/identity/request-context.js';
import type { QueryString } from '../http/lists/query-string.js';
import { visibleRow } from '../http/identity/visible-row.js';
import { snapshotNotFound } from '../../domain/shared/errors.js';
import {
  Action,
  Body,
  Context,
  PathParam,
  Query,
  Route,
  RowPolicy,
  type RowAuthorizer,
} from '../http/routing/decorators.js';
import { snapshotView } from '../snapshots/snapshots.view.js';
import { visibleVolume } from '../volumes/visible-volume.js';
import { manageableDetail, manageablePage, manageableSummary } from './manageable.list.js';
import { manageSnapshot } from './manageable.schemas.js';
import { sourceName, type Reference } from './source-name.js';

interface ManageSnapshotBody {
  readonly snapshot: {
    readonly volume_id: string;
    readonly ref: Reference;
    readonly name?: string | null;
    readonly description?: string | null;
    readonly metadata?: Readonly<Record<string, string>> | null;
  };
}

/** As {@link ManageableVolumesController}, for snapshots. */
@Controller()
export class ManageableSnapshotsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @Route(
    {
      method: 'GET',
      path: 'os-snapshot-manage',
      status: 200,
      policy: 'snapshot_extension:list_manageable',
    },
    { path: 'manageable_snapshots', since: '3.8' },
  )
  list(@Context() context: RequestContext, @Query() query: QueryString): Promise<object> {
    return this.#list(context, query, manageableSummary);
  }

  @Route(
    {
      method: 'GET',
      path: 'os-snapshot-manage/detail',
      status: 200,
      policy: 'snapshot_extension:list_manageable',
    },
    { path: 'manageable_snapshots/detail', since: '3.8' },
  )
  detail(@Context() context: RequestContext, @Query() query: QueryString): Promise<object> {
    return this.#list(context, query, manageableDetail);
  }

  @Route(
    {
      method: 'POST',
      path: 'os-snapshot-manage',
      status: 202,
      policy: 'snapshot_extension:snapshot_manage',
      body: manageSnapshot,
    },
    { path: 'manageable_snapshots', since: '3.8' },
  )
  create(@Context() context: RequestContext, @Body() body: ManageSnapshotBody): Promise<object> {
    return this.#manage(context, body);
  }

  @Action({
    on: 'snapshots',
    name: 'os-unmanage',
    status: 202,
    policy: 'snapshot_extension:snapshot_unmanage',
    enforce: 'row',
    empty: 'html',
  })
  async unmanage(
    @PathParam() id: string,
    @Context() context: RequestContext,
    @RowPolicy() authorize: RowAuthorizer,
  ): Promise<void> {
    const found = await this.queries.execute(new GetSnapshot(id));
    authorize(visibleRow(found, context, () => snapshotNotFound(id)).project_id);
    await this.commands.execute(new UnmanageSnapshot(commandContext(context), id));
  }

  async #list(context: RequestContext, query: QueryString, view: typeof manageableDetail): Promise<object> {
    const asked = { host: query.get('host'), cluster: query.get('cluster') };
    const host = clusterOrHost(asked, context, '3.17');
    const isCluster = host !== asked.host;
    const all = await this.commands.execute(new ListManageable('snapshot', host, isCluster));
    return { 'manageable-snapshots': manageablePage(all, query).map((row) => view(row, 'snapshot')) };
  }

  async #manage(context: RequestContext, { snapshot }: ManageSnapshotBody): Promise<object> {
    const { volume_id } = snapshot;
    visibleVolume(await this.queries.execute(new GetVolume(volume_id)), context, volume_id);
    const input = {
      volume_id,
      name: snapshot.name ?? null,
      description: snapshot.description ?? null,
      metadata: snapshot.metadata ?? {},
      allowed: ['available', 'in-use'],
      reference: sourceName(snapshot.ref),
    };
    const made = await this.commands.execute(new CreateSnapshot(commandContext(context), input));
    return { snapshot: snapshotView(made, context) };
  }
}
