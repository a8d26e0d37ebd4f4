import { DomainError } from '../shared/errors.js';
import type { GroupType, GroupTypeCatalogue } from './group-types.state.js';

/** Who looks: administrators see everything, others public types. */
export interface GroupTypeViewer {
  readonly is_admin: boolean;
}

export const groupTypeNotFound = (id: string): DomainError =>
  new DomainError('GroupTypeNotFound', `Group type ${id} could not be found.`);

const notFoundByName = (name: string): DomainError =>
  new DomainError('GroupTypeNotFoundByName', `Group type with name ${name} could not be found.`);

export const seesGroupType = ({ is_public }: GroupType, { is_admin }: GroupTypeViewer): boolean =>
  is_admin || is_public;

const ofId = ({ group_types }: GroupTypeCatalogue, id: string): GroupType | undefined =>
  Object.hasOwn(group_types, id) ? group_types[id] : undefined;

/** @throws GroupTypeNotFound */
export const existingGroupType = (catalogue: GroupTypeCatalogue, id: string): GroupType => {
  const type = ofId(catalogue, id);
  if (type === undefined) throw groupTypeNotFound(id);
  return type;
};

/** A type that is hidden from the viewer is as good as none. @throws GroupTypeNotFound */
export const visibleGroupType = (
  catalogue: GroupTypeCatalogue,
  id: string,
  viewer: GroupTypeViewer,
): GroupType => {
  const type = existingGroupType(catalogue, id);
  if (!seesGroupType(type, viewer)) throw groupTypeNotFound(id);
  return type;
};

export const groupTypeNamed = ({ group_types }: GroupTypeCatalogue, name: string): GroupType | undefined =>
  Object.values(group_types).find((type) => type.name === name);

const uuidLike = /^[0-9a-f]{8}-?([0-9a-f]{4}-?){3}[0-9a-f]{12}$/i;

/**
 * By id or name, as the creation of a group takes it; a name may look like an id.
 * @throws GroupTypeNotFound, GroupTypeNotFoundByName
 */
export const findGroupType = (
  catalogue: GroupTypeCatalogue,
  idOrName: string,
  viewer: GroupTypeViewer,
): GroupType => {
  const type = ofId(catalogue, idOrName) ?? groupTypeNamed(catalogue, idOrName);
  if (type !== undefined && seesGroupType(type, viewer)) return type;
  throw uuidLike.test(idOrName) ? groupTypeNotFound(idOrName) : notFoundByName(idOrName);
};
