import type { TypeCatalogueEvent } from './type-catalogue.events.js';
import type { TypeCatalogue } from './type-catalogue.state.js';

export const setProjectDefault = (
  { project_defaults }: TypeCatalogue,
  project_id: string,
  type_id: string,
): TypeCatalogueEvent[] =>
  project_defaults[project_id] === type_id
    ? []
    : [{ type: 'ProjectDefaultTypeSet', data: { project_id, type_id } }];

/** A project without a default of its own stays so. */
export const removeProjectDefault = (
  { project_defaults }: TypeCatalogue,
  project_id: string,
): TypeCatalogueEvent[] =>
  Object.hasOwn(project_defaults, project_id)
    ? [{ type: 'ProjectDefaultTypeRemoved', data: { project_id } }]
    : [];
