import { DomainError } from '../shared/errors.js';
import { existingType } from './find-type.js';
import type { TypeCatalogueEvent, TypeEventData } from './type-catalogue.events.js';
import type { TypeCatalogue, TypeEncryption } from './type-catalogue.state.js';

export type EncryptionToSet = Omit<TypeEventData<'VolumeTypeEncryptionSet'>, 'type_id'>;
/** Members that are not touched are missing. */
export type EncryptionChanges = Partial<Omit<EncryptionToSet, 'encryption_id'>>;

/** @throws VolumeTypeEncryptionNotFound */
export const existingEncryption = (
  encryption: TypeEncryption | null | undefined,
  typeId: string,
): TypeEncryption => {
  if (encryption !== null && encryption !== undefined) return encryption;
  const text = `Volume type encryption for type ${typeId} does not exist.`;
  throw new DomainError('VolumeTypeEncryptionNotFound', text);
};

/** @throws VolumeTypeNotFound, VolumeTypeEncryptionExists */
export const createEncryption = (
  catalogue: TypeCatalogue,
  type_id: string,
  encryption: EncryptionToSet,
): TypeCatalogueEvent[] => {
  if (existingType(catalogue, type_id).encryption !== null) {
    const text = `Volume type encryption for type ${type_id} already exists.`;
    throw new DomainError('VolumeTypeEncryptionExists', text);
  }
  return [{ type: 'VolumeTypeEncryptionSet', data: { type_id, ...encryption } }];
};

/** @throws VolumeTypeNotFound, VolumeTypeEncryptionNotFound */
export const updateEncryption = (
  catalogue: TypeCatalogue,
  type_id: string,
  changes: EncryptionChanges,
): TypeCatalogueEvent[] => {
  const { encryption_id, provider, control_location, cipher, key_size } = existingEncryption(
    existingType(catalogue, type_id).encryption,
    type_id,
  );
  const before = { encryption_id, provider, control_location, cipher, key_size };
  return [{ type: 'VolumeTypeEncryptionSet', data: { type_id, ...before, ...changes } }];
};

/** Cinder does not look for the type itself. @throws VolumeTypeEncryptionNotFound */
export const removeEncryption = ({ types }: TypeCatalogue, type_id: string): TypeCatalogueEvent[] => {
  existingEncryption(types[type_id]?.encryption, type_id);
  return [{ type: 'VolumeTypeEncryptionRemoved', data: { type_id } }];
};
