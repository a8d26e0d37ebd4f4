import type {
  TypeCatalogueEvent,
  TypeEventData,
} from '../../../src/domain/type-catalogue/type-catalogue.events.js';
import {
  emptyCatalogue,
  typeCatalogueAggregate,
  type TypeCatalogue,
} from '../../../src/domain/type-catalogue/type-catalogue.state.js';
import { given } from '../../support/given.js';

type Changes = Partial<TypeEventData<'VolumeTypeCreated'>>;

export const typeMade = (type_id: string, name: string, changes: Changes = {}): TypeCatalogueEvent => ({
  type: 'VolumeTypeCreated',
  data: {
    type_id,
    name,
    description: null,
    is_public: true,
    extra_specs: {},
    quota_name: name,
    ...changes,
  },
});

/** What there is after these events. */
export const told = (...history: readonly TypeCatalogueEvent[]): TypeCatalogue =>
  given(typeCatalogueAggregate, history).state ?? emptyCatalogue;
