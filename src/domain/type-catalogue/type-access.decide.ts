import { DomainError } from '../shared/errors.js';
import { existingType } from './find-type.js';
import type { TypeCatalogueEvent } from './type-catalogue.events.js';
import type { TypeCatalogue, VolumeType } from './type-catalogue.state.js';

const privateType = (catalogue: TypeCatalogue, id: string): VolumeType => {
  const type = existingType(catalogue, id);
  if (!type.is_public) return type;
  const reason = 'Type access modification is not applicable to public volume type.';
  throw new DomainError('InvalidVolumeType', `Invalid volume type: ${reason}`);
};

/** @throws VolumeTypeNotFound, InvalidVolumeType, VolumeTypeAccessExists */
export const grantAccess = (
  catalogue: TypeCatalogue,
  type_id: string,
  project_id: string,
): TypeCatalogueEvent[] => {
  if (privateType(catalogue, type_id).project_ids.includes(project_id)) {
    const text = `Volume type access for ${type_id} / ${project_id} combination already exists.`;
    throw new DomainError('VolumeTypeAccessExists', text);
  }
  return [{ type: 'VolumeTypeAccessGranted', data: { type_id, project_id } }];
};

/** @throws VolumeTypeNotFound, InvalidVolumeType, VolumeTypeAccessNotFound */
export const revokeAccess = (
  catalogue: TypeCatalogue,
  type_id: string,
  project_id: string,
): TypeCatalogueEvent[] => {
  if (!privateType(catalogue, type_id).project_ids.includes(project_id)) {
    const text = `Volume type access not found for ${type_id} / ${project_id} combination.`;
    throw new DomainError('VolumeTypeAccessNotFound', text);
  }
  return [{ type: 'VolumeTypeAccessRevoked', data: { type_id, project_id } }];
};
