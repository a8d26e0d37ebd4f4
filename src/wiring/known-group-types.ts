import type { QueryBus } from '@nestjs/cqrs';
import type { GroupTypeReader } from '../api/group-types/group-type.js';
import { noGroupTypes, type GroupTypeCatalogue } from '../domain/group-types/group-types.state.js';
import { GetGroupTypes } from '../projections/group-types/get-group-types.query.js';

/** The types of groups of the read model. */
export class KnownGroupTypes implements GroupTypeReader {
  constructor(
    private readonly queries: QueryBus,
    readonly configuredDefault: string | null,
  ) {}

  async catalogue(): Promise<GroupTypeCatalogue> {
    return (await this.queries.execute(new GetGroupTypes())) ?? noGroupTypes;
  }
}
