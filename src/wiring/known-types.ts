import type { QueryBus } from '@nestjs/cqrs';
import type { VolumeTypeReader } from '../api/types/volume-type.js';
import type { VolumeTypes } from '../commands/volume-types.js';
import type { TypeCatalogue } from '../domain/type-catalogue/type-catalogue.state.js';
import { GetTypeCatalogue } from '../projections/volume-types/get-type-catalogue.query.js';

/** The types of the read model; before the first change, what there is from the start. */
export class KnownTypes implements VolumeTypeReader {
  constructor(
    private readonly queries: QueryBus,
    private readonly types: Pick<VolumeTypes, 'initial'>,
    readonly configuredDefault: string,
  ) {}

  async catalogue(): Promise<TypeCatalogue> {
    return (await this.queries.execute(new GetTypeCatalogue())) ?? this.types.initial;
  }
}
