import { Controller } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { groupNotFound } from '../../domain/shared/errors.js';
import type { GroupState } from '../../domain/group/group.state.js';
import { ListGroups } from '../../projections/groups/list-groups.query.js';
import type { RequestContext } from '../http/identity/request-context.js';
import type { Links } from '../http/links.js';
import { pageBody, pageOf } from '../http/lists/page.js';
import type { QueryString } from '../http/lists/query-string.js';
import { Context, LinkMaker, Query, Route } from '../http/routing/decorators.js';
import { groupListRequest } from './groups.list.js';
import { groupDetail, groupSummary } from './groups.view.js';

/** The next link of either list leads to the short one, as in Cinder. */
const collection = { key: 'groups', path: 'groups', linksKey: 'group_links' };

@Controller()
export class GroupListsController {
  constructor(private readonly queries: QueryBus) {}

  @Route({ method: 'GET', path: 'groups', since: '3.13', status: 200, policy: 'group:get_all' })
  list(
    @Context() context: RequestContext,
    @Query() query: QueryString,
    @LinkMaker() links: Links,
  ): Promise<object> {
    return this.#page(context, query, links, groupSummary);
  }

  @Route({ method: 'GET', path: 'groups/detail', since: '3.13', status: 200, policy: 'group:get_all' })
  detail(
    @Context() context: RequestContext,
    @Query() query: QueryString,
    @LinkMaker() links: Links,
  ): Promise<object> {
    const withVolumes = context.microversion.atLeast('3.25') && query.boolean('list_volume');
    return this.#page(context, query, links, (group) => groupDetail(group, context, withVolumes));
  }

  async #page(
    context: RequestContext,
    query: QueryString,
    links: Links,
    view: (group: GroupState) => object,
  ): Promise<object> {
    const asked = groupListRequest(query, context);
    const page = pageOf(await this.queries.execute(new ListGroups(asked.scope, asked.query)), groupNotFound);
    return pageBody(collection, page, { view, links, query, limit: asked.query.limit });
  }
}
