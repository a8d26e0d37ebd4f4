import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { catalogueId, type TypeCatalogue } from '../../domain/type-catalogue/type-catalogue.state.js';
import { ProjectionRunner } from '../runner/projection-runner.js';
import { ReadModel } from '../store/read-model.js';
import { typeCatalogueTable } from './type-catalogue.table.js';

/** Volume types, QoS specs and default types at the head of the log; null while nobody has changed anything. */
export class GetTypeCatalogue extends Query<TypeCatalogue | null> {}

@QueryHandler(GetTypeCatalogue)
export class GetTypeCatalogueHandler implements IQueryHandler<GetTypeCatalogue> {
  constructor(
    private readonly model: ReadModel,
    private readonly runner: ProjectionRunner,
  ) {}

  async execute(): Promise<TypeCatalogue | null> {
    await this.runner.catchUp();
    return (this.model.state(typeCatalogueTable.name, catalogueId) as TypeCatalogue | undefined) ?? null;
  }
}
