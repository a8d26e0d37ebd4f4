import { DomainError } from '../shared/errors.js';
import { existingType, typeNamed } from './find-type.js';
import type { TypeCatalogueEvent, TypeEventData } from './type-catalogue.events.js';
import type { TypeCatalogue } from './type-catalogue.state.js';

export type TypeToCreate = Omit<TypeEventData<'VolumeTypeCreated'>, 'quota_name'>;
export type TypeChanges = Omit<TypeEventData<'VolumeTypeUpdated'>, 'type_id'>;

const refuseTaken = (catalogue: TypeCatalogue, name: string, id: string): void => {
  const other = typeNamed(catalogue, name);
  if (other === undefined || other.id === id) return;
  throw new DomainError('VolumeTypeExists', `Volume Type ${name} already exists.`);
};

/** A name that another type had when it was created is that one's in the books of projects. */
const quotaName = ({ types }: TypeCatalogue, { name, type_id }: TypeToCreate): string =>
  Object.values(types).some(({ quota_name }) => quota_name === name) ? type_id : name;

/** @throws VolumeTypeExists */
export const createType = (catalogue: TypeCatalogue, type: TypeToCreate): TypeCatalogueEvent[] => {
  refuseTaken(catalogue, type.name, type.type_id);
  return [{ type: 'VolumeTypeCreated', data: { ...type, quota_name: quotaName(catalogue, type) } }];
};

/** @throws VolumeTypeNotFound, VolumeTypeExists */
export const updateType = (
  catalogue: TypeCatalogue,
  type_id: string,
  changes: TypeChanges,
): TypeCatalogueEvent[] => {
  existingType(catalogue, type_id);
  if (changes.name !== undefined) refuseTaken(catalogue, changes.name, type_id);
  return [{ type: 'VolumeTypeUpdated', data: { type_id, ...changes } }];
};

/**
 * Refusals in Cinder's order; whether volumes have the type is found out by whoever asks.
 * @throws VolumeTypeNotFound, VolumeTypeDefaultDeletionError, VolumeTypeDeletionError
 */
export const deleteType = (
  catalogue: TypeCatalogue,
  type_id: string,
  configuredDefault: string,
): TypeCatalogueEvent[] => {
  const { name } = existingType(catalogue, type_id);
  const isDefault = Object.values(catalogue.project_defaults).includes(type_id) || name === configuredDefault;
  if (isDefault) {
    throw new DomainError(
      'VolumeTypeDefaultDeletionError',
      `The volume type ${type_id} is a default volume type and cannot be deleted.`,
    );
  }
  if (Object.keys(catalogue.types).length === 1) {
    throw new DomainError(
      'VolumeTypeDeletionError',
      `The volume type ${type_id} is the only currently defined volume type and cannot be deleted.`,
    );
  }
  return [{ type: 'VolumeTypeDeleted', data: { type_id } }];
};
