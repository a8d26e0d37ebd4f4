import { DomainError } from '../shared/errors.js';
import { existingGroupType } from './find-group-type.js';
import type { GroupTypesEvent } from './group-types.events.js';
import type { GroupSpecs, GroupTypeCatalogue } from './group-types.state.js';

/** Adds keys or gives them other values; the others stay. @throws GroupTypeNotFound */
export const setGroupSpecs = (
  catalogue: GroupTypeCatalogue,
  group_type_id: string,
  group_specs: GroupSpecs,
): GroupTypesEvent[] => {
  const { group_specs: before } = existingGroupType(catalogue, group_type_id);
  const changes = Object.keys(group_specs).some(
    (key) => !Object.hasOwn(before, key) || before[key] !== group_specs[key],
  );
  return changes ? [{ type: 'GroupSpecsSet', data: { group_type_id, group_specs } }] : [];
};

/** @throws GroupTypeNotFound, GroupTypeSpecsNotFound */
export const removeGroupSpec = (
  catalogue: GroupTypeCatalogue,
  group_type_id: string,
  key: string,
): GroupTypesEvent[] => {
  const { group_specs } = existingGroupType(catalogue, group_type_id);
  if (!Object.hasOwn(group_specs, key)) {
    const text = `Group Type ${group_type_id} has no specs with key ${key}.`;
    throw new DomainError('GroupTypeSpecsNotFound', text);
  }
  return [{ type: 'GroupSpecDeleted', data: { group_type_id, key } }];
};
