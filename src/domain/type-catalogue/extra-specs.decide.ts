import { DomainError } from '../shared/errors.js';
import { existingType } from './find-type.js';
import type { TypeCatalogueEvent } from './type-catalogue.events.js';
import type { Specs, TypeCatalogue } from './type-catalogue.state.js';

export const extraSpecNotFound = (typeId: string, key: string): DomainError =>
  new DomainError(
    'VolumeTypeExtraSpecsNotFound',
    `Volume Type ${typeId} has no extra specs with key ${key}.`,
  );

const yes = '<is> True';

/** A volume that several servers write to must not be cached by one of them. */
const refuseCachedMultiattach = (before: Specs, after: Specs): void => {
  const isNew = before['multiattach'] !== yes || before['cacheable'] !== yes;
  if (!isNew || after['multiattach'] !== yes || after['cacheable'] !== yes) return;
  throw new DomainError('InvalidVolumeType', 'cacheable cannot be set with multiattach.');
};

/** Adds keys or gives them other values; the others stay. @throws VolumeTypeNotFound, InvalidVolumeType */
export const setExtraSpecs = (
  catalogue: TypeCatalogue,
  type_id: string,
  extra_specs: Specs,
): TypeCatalogueEvent[] => {
  const { extra_specs: before } = existingType(catalogue, type_id);
  refuseCachedMultiattach(before, { ...before, ...extra_specs });
  const changes = Object.keys(extra_specs).some((key) => before[key] !== extra_specs[key]);
  return changes ? [{ type: 'VolumeTypeExtraSpecsSet', data: { type_id, extra_specs } }] : [];
};

/** @throws VolumeTypeNotFound, VolumeTypeExtraSpecsNotFound */
export const removeExtraSpec = (
  catalogue: TypeCatalogue,
  type_id: string,
  key: string,
): TypeCatalogueEvent[] => {
  const { extra_specs } = existingType(catalogue, type_id);
  if (!Object.hasOwn(extra_specs, key)) throw extraSpecNotFound(type_id, key);
  return [{ type: 'VolumeTypeExtraSpecRemoved', data: { type_id, key } }];
};
