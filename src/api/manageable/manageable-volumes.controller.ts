import { Controller } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ListManageable } from '../../commands/list-manageable/list-manageable.command.js';
import { ManageVolume } from '../../commands/manage-volume/manage-volume.command.js';
import { UnmanageVolume } from '../../commands/unmanage-volume/unmanage-volume.command.js';
import { GetVolume } from '../../projections/volumes/get-volume.query.js';
import { bodyBoolean } from '../http/body/boolean-words.js';
import { clusterOrHost } from '../http/body/cluster-or-host.js';
import { commandContext } from '../http/identity/command-context.js';
import type { RequestContext } from '../http/identity/request-context.js';
import type { QueryString } from '../http/lists/query-string.js';
import type { Links } from '../http/links.js';
import {
  Action,
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
import { volumeView } from '../volumes/volumes.view.js';
import { manageableDetail, manageablePage, manageableSummary } from './manageable.list.js';
import { manageVolume } from './manageable.schemas.js';
import { sourceName, type Reference } from './source-name.js';

interface ManageVolumeBody {
  readonly volume: {
    readonly host?: string | null;
    readonly cluster?: string | null;
    readonly ref: Reference;
    readonly name?: string | null;
    readonly description?: string | null;
    readonly volume_type?: string | null;
    readonly availability_zone?: string | null;
    readonly metadata?: Readonly<Record<string, string>> | null;
    readonly bootable?: boolean | string;
  };
}

/** What lies at a backend becomes a volume, or stops to be one. The same under two paths: the newer one is of 3.8. */
@Controller()
export class ManageableVolumesController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @Route(
    {
      method: 'GET',
      path: 'os-volume-manage',
      status: 200,
      policy: 'volume_extension:list_manageable',
    },
    { path: 'manageable_volumes', since: '3.8' },
  )
  list(@Context() context: RequestContext, @Query() query: QueryString): Promise<object> {
    return this.#list(context, query, manageableSummary);
  }

  @Route(
    {
      method: 'GET',
      path: 'os-volume-manage/detail',
      status: 200,
      policy: 'volume_extension:list_manageable',
    },
    { path: 'manageable_volumes/detail', since: '3.8' },
  )
  detail(@Context() context: RequestContext, @Query() query: QueryString): Promise<object> {
    return this.#list(context, query, manageableDetail);
  }

  @Route(
    {
      method: 'POST',
      path: 'os-volume-manage',
      status: 202,
      policy: 'volume_extension:volume_manage',
      body: manageVolume,
    },
    { path: 'manageable_volumes', since: '3.8' },
  )
  create(
    @Context() context: RequestContext,
    @Body() body: ManageVolumeBody,
    @LinkMaker() links: Links,
  ): Promise<object> {
    return this.#manage(context, body, links);
  }

  @Action({
    on: 'volumes',
    name: 'os-unmanage',
    status: 202,
    policy: 'volume_extension:volume_unmanage',
    enforce: 'row',
    empty: 'html',
  })
  async unmanage(
    @PathParam() id: string,
    @Context() context: RequestContext,
    @RowPolicy() authorize: RowAuthorizer,
  ): Promise<void> {
    const found = await this.queries.execute(new GetVolume(id));
    authorize(visibleVolume(found, context, id).project_id);
    await this.commands.execute(new UnmanageVolume(commandContext(context), id));
  }

  async #list(context: RequestContext, query: QueryString, view: typeof manageableDetail): Promise<object> {
    const asked = { host: query.get('host'), cluster: query.get('cluster') };
    const host = clusterOrHost(asked, context, '3.17');
    const isCluster = host !== asked.host;
    const all = await this.commands.execute(new ListManageable('volume', host, isCluster));
    return { 'manageable-volumes': manageablePage(all, query).map((row) => view(row, 'volume')) };
  }

  async #manage(context: RequestContext, { volume }: ManageVolumeBody, links: Links): Promise<object> {
    const host = clusterOrHost(volume, context, '3.16');
    const input = {
      host,
      isCluster: host !== volume.host,
      reference: sourceName(volume.ref),
      name: volume.name?.trim() || null,
      description: volume.description?.trim() || null,
      volume_type: volume.volume_type || null,
      availability_zone: volume.availability_zone ?? null,
      metadata: volume.metadata ?? {},
      bootable: bodyBoolean(volume.bootable),
    };
    const made = await this.commands.execute(new ManageVolume(commandContext(context), input));
    return { volume: volumeView(made, links, context) };
  }
}
