import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { GroupState } from '../../domain/group/group.state.js';
import { LiveAggregates } from '../history/live-aggregates.js';
import { groupsTable } from './groups.table.js';

/** A live group, or null when there is none, or it was deleted. */
export class GetGroup extends Query<GroupState | null> {
  constructor(readonly id: string) {
    super();
  }
}

@QueryHandler(GetGroup)
export class GetGroupHandler implements IQueryHandler<GetGroup> {
  constructor(private readonly live: LiveAggregates) {}

  execute({ id }: GetGroup): Promise<GroupState | null> {
    return this.live.find(groupsTable, id);
  }
}
