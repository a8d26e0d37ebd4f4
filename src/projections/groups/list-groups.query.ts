import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { GroupState } from '../../domain/group/group.state.js';
import { listLive } from '../listing/list-live.js';
import type { ListQuery, ListResult, ListScope } from '../listing/list-query.js';
import { ProjectionRunner } from '../runner/projection-runner.js';
import { ReadModel } from '../store/read-model.js';
import { groupsListing } from './groups.listing.js';

/** Live groups, as they are at the head of the log. */
export class ListGroups extends Query<ListResult<GroupState>> {
  constructor(
    readonly scope: ListScope,
    readonly query: ListQuery,
  ) {
    super();
  }
}

@QueryHandler(ListGroups)
export class ListGroupsHandler implements IQueryHandler<ListGroups> {
  constructor(
    private readonly model: ReadModel,
    private readonly runner: ProjectionRunner,
  ) {}

  async execute({ scope, query }: ListGroups): Promise<ListResult<GroupState>> {
    await this.runner.catchUp();
    return listLive(this.model, groupsListing, scope, query);
  }
}
