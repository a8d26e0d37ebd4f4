import { DomainError } from '../shared/errors.js';
import { existingGroupType, groupTypeNamed } from './find-group-type.js';
import type { GroupTypesEvent, GroupTypesEventData } from './group-types.events.js';
import type { GroupTypeCatalogue } from './group-types.state.js';

export type GroupTypeToCreate = GroupTypesEventData<'GroupTypeCreated'>;
export type GroupTypeChanges = Omit<GroupTypesEventData<'GroupTypeUpdated'>, 'group_type_id'>;

const refuseTaken = (catalogue: GroupTypeCatalogue, name: string, id: string): void => {
  const other = groupTypeNamed(catalogue, name);
  if (other === undefined || other.id === id) return;
  throw new DomainError('GroupTypeExists', `Group Type ${name} already exists.`);
};

/** @throws GroupTypeExists */
export const createGroupType = (
  catalogue: GroupTypeCatalogue,
  type: GroupTypeToCreate,
): GroupTypesEvent[] => {
  refuseTaken(catalogue, type.name, type.group_type_id);
  return [{ type: 'GroupTypeCreated', data: type }];
};

/** Refusals in Cinder's order: the name first. @throws GroupTypeExists, GroupTypeNotFound */
export const updateGroupType = (
  catalogue: GroupTypeCatalogue,
  group_type_id: string,
  changes: GroupTypeChanges,
): GroupTypesEvent[] => {
  if (changes.name !== undefined) refuseTaken(catalogue, changes.name, group_type_id);
  existingGroupType(catalogue, group_type_id);
  return [{ type: 'GroupTypeUpdated', data: { group_type_id, ...changes } }];
};

/** Whether groups have the type is found out by whoever asks. @throws GroupTypeNotFound */
export const deleteGroupType = (catalogue: GroupTypeCatalogue, group_type_id: string): GroupTypesEvent[] => {
  existingGroupType(catalogue, group_type_id);
  return [{ type: 'GroupTypeDeleted', data: { group_type_id } }];
};
