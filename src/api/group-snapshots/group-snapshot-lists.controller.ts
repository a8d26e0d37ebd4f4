import { Controller } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import type { GroupSnapshotState } from '../../domain/group-snapshot/group-snapshot.state.js';
import { groupSnapshotNotFound } from '../../domain/shared/errors.js';
import { ListGroupSnapshots } from '../../projections/group-snapshots/list-group-snapshots.query.js';
import type { RequestContext } from '../http/identity/request-context.js';
import type { Links } from '../http/links.js';
import { pageBody, pageOf } from '../http/lists/page.js';
import type { QueryString } from '../http/lists/query-string.js';
import type { JsonText } from '../http/rows/json-text.js';
import { Context, LinkMaker, Query, Route } from '../http/routing/decorators.js';
import { groupSnapshotListRequest } from './group-snapshots.list.js';
import { groupSnapshotDetail, groupSnapshotSummary } from './group-snapshots.view.js';

const policy = 'group:get_all_group_snapshots';
/** The next link of the detailed list leads to the plain one, as in Cinder. */
const collection = { key: 'group_snapshots', path: 'group_snapshots', linksKey: 'group_snapshot_links' };

@Controller()
export class GroupSnapshotListsController {
  constructor(private readonly queries: QueryBus) {}

  @Route({ method: 'GET', path: 'group_snapshots', since: '3.14', status: 200, policy })
  list(
    @Context() context: RequestContext,
    @Query() query: QueryString,
    @LinkMaker() links: Links,
  ): Promise<JsonText> {
    return this.#page(context, query, links, groupSnapshotSummary);
  }

  @Route({ method: 'GET', path: 'group_snapshots/detail', since: '3.14', status: 200, policy })
  detail(
    @Context() context: RequestContext,
    @Query() query: QueryString,
    @LinkMaker() links: Links,
  ): Promise<JsonText> {
    return this.#page(context, query, links, (row) => groupSnapshotDetail(row, context));
  }

  async #page(
    context: RequestContext,
    query: QueryString,
    links: Links,
    view: (row: GroupSnapshotState) => object,
  ): Promise<JsonText> {
    const { scope, query: asked, limit } = groupSnapshotListRequest(query, context);
    const found = await this.queries.execute(new ListGroupSnapshots(scope, asked));
    return pageBody(collection, pageOf(found, groupSnapshotNotFound), { view, links, query, limit });
  }
}
