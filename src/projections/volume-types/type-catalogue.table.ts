import type { TypeCatalogueEvent } from '../../domain/type-catalogue/type-catalogue.events.js';
import {
  typeCatalogueAggregate,
  type TypeCatalogue,
} from '../../domain/type-catalogue/type-catalogue.state.js';
import type { Table } from '../store/table.js';

/** One row: volume types are few and change seldom, so that lists of them are made in memory. */
export const typeCatalogueTable: Table<TypeCatalogue, TypeCatalogueEvent> = {
  name: 'type_catalogue',
  aggregate: typeCatalogueAggregate,
  columns: {},
  indexes: {},
  nextStep: () => null,
  claims: () => [],
};
