import { Controller } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { snapshotNotFound } from '../../domain/shared/errors.js';
import { ListSnapshots } from '../../projections/snapshots/list-snapshots.query.js';
import type { RequestContext } from '../http/identity/request-context.js';
import type { Links } from '../http/links.js';
import type { ListRequest } from '../http/lists/list-request.js';
import { pageBody, pageOf } from '../http/lists/page.js';
import type { QueryString } from '../http/lists/query-string.js';
import { Context, LinkMaker, List, Query, Route } from '../http/routing/decorators.js';
import { snapshotRules } from './snapshots.list.js';
import { snapshotDetails, snapshotSummaries } from './snapshots.view.js';

@Controller()
export class SnapshotListsController {
  constructor(private readonly queries: QueryBus) {}

  @Route({ method: 'GET', path: 'snapshots', status: 200, policy: 'volume:get_all_snapshots' })
  async list(
    @Context() context: RequestContext,
    @List(snapshotRules) { scope, query: asked }: ListRequest,
    @Query() query: QueryString,
    @LinkMaker() links: Links,
  ): Promise<object> {
    const page = pageOf(await this.queries.execute(new ListSnapshots(scope, asked)), snapshotNotFound);
    const collection = { key: 'snapshots', path: 'snapshots' };
    const view = snapshotSummaries.for(links, context);
    return pageBody(collection, page, { view, links, query, limit: asked.limit });
  }

  @Route({ method: 'GET', path: 'snapshots/detail', status: 200, policy: 'volume:get_all_snapshots' })
  async detail(
    @Context() context: RequestContext,
    @List(snapshotRules) { scope, query: asked }: ListRequest,
    @Query() query: QueryString,
    @LinkMaker() links: Links,
  ): Promise<object> {
    const page = pageOf(await this.queries.execute(new ListSnapshots(scope, asked)), snapshotNotFound);
    const view = snapshotDetails.for(links, context);
    const collection = { key: 'snapshots', path: 'snapshots/detail' };
    return pageBody(collection, page, { view, links, query, limit: asked.limit });
  }
}
