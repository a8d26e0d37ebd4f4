import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { groupTypesId, type GroupTypeCatalogue } from '../../domain/group-types/group-types.state.js';
import { ProjectionRunner } from '../runner/projection-runner.js';
import { ReadModel } from '../store/read-model.js';
import { groupTypesTable } from './group-types.table.js';

/** Types of groups at the head of the log; null while nobody has made one. */
export class GetGroupTypes extends Query<GroupTypeCatalogue | null> {}

@QueryHandler(GetGroupTypes)
export class GetGroupTypesHandler implements IQueryHandler<GetGroupTypes> {
  constructor(
    private readonly model: ReadModel,
    private readonly runner: ProjectionRunner,
  ) {}

  async execute(): Promise<GroupTypeCatalogue | null> {
    await this.runner.catchUp();
    return (this.model.state(groupTypesTable.name, groupTypesId) as GroupTypeCatalogue | undefined) ?? null;
  }
}
