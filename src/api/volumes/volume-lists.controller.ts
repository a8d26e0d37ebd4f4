import { Controller } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { volumeNotFound } from '../../domain/shared/errors.js';
import { ListVolumes } from '../../projections/volumes/list-volumes.query.js';
import { VolumesSummary } from '../../projections/volumes/volumes-summary.query.js';
import type { RequestContext } from '../http/identity/request-context.js';
import type { Links } from '../http/links.js';
import type { ListRequest } from '../http/lists/list-request.js';
import { pageBody, pageOf } from '../http/lists/page.js';
import type { QueryString } from '../http/lists/query-string.js';
import { Context, LinkMaker, List, Query, Route } from '../http/routing/decorators.js';
import { volumeRules } from './volumes.list.js';
import { volumeDetails, volumeSummaries } from './volumes.view.js';

@Controller()
export class VolumeListsController {
  constructor(private readonly queries: QueryBus) {}

  @Route({ method: 'GET', path: 'volumes', status: 200, policy: 'volume:get_all' })
  async list(
    @Context() context: RequestContext,
    @List(volumeRules) list: ListRequest,
    @Query() query: QueryString,
    @LinkMaker() links: Links,
  ): Promise<object> {
    const page = pageOf(await this.queries.execute(new ListVolumes(list.scope, list.query)), volumeNotFound);
    const view = volumeSummaries.for(links, context);
    const collection = { key: 'volumes', path: 'volumes' };
    return pageBody(collection, page, { view, links, query, limit: list.query.limit });
  }

  @Route({ method: 'GET', path: 'volumes/detail', status: 200, policy: 'volume:get_all' })
  async detail(
    @Context() context: RequestContext,
    @List(volumeRules) list: ListRequest,
    @Query() query: QueryString,
    @LinkMaker() links: Links,
  ): Promise<object> {
    const page = pageOf(await this.queries.execute(new ListVolumes(list.scope, list.query)), volumeNotFound);
    const view = volumeDetails.for(links, context);
    const collection = { key: 'volumes', path: 'volumes/detail' };
    return pageBody(collection, page, { view, links, query, limit: list.query.limit });
  }

  /** Filters other than all_tenants are not looked at (spec 2.1). */
  @Route({ method: 'GET', path: 'volumes/summary', status: 200, since: '3.12', policy: 'volume:get_all' })
  async summary(@Context() context: RequestContext, @Query() query: QueryString): Promise<object> {
    const all = context.is_admin && query.boolean('all_tenants');
    const summary = await this.queries.execute(new VolumesSummary(all ? null : context.project_id));
    const { total_count, total_size, metadata } = summary;
    const shown = context.microversion.atLeast('3.36') ? { metadata } : {};
    return { 'volume-summary': { total_count, total_size, ...shown } };
  }
}
