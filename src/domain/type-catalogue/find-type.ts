import { DomainError } from '../shared/errors.js';
import type { TypeCatalogue, VolumeType } from './type-catalogue.state.js';

/** Who looks: administrators see everything, others public types and those that their project was let in to. */
export interface TypeViewer {
  readonly is_admin: boolean;
  readonly project_id: string | null;
}

export const volumeTypeNotFound = (id: string): DomainError =>
  new DomainError('VolumeTypeNotFound', `Volume type ${id} could not be found.`);

const notFoundByName = (name: string): DomainError =>
  new DomainError('VolumeTypeNotFoundByName', `Volume type with name ${name} could not be found.`);

export const isGranted = ({ project_ids }: VolumeType, { project_id }: TypeViewer): boolean =>
  project_id !== null && project_ids.includes(project_id);

export const seesType = (type: VolumeType, viewer: TypeViewer): boolean =>
  viewer.is_admin || type.is_public || isGranted(type, viewer);

const own = <T>(entries: Readonly<Record<string, T>>, id: string): T | undefined =>
  Object.hasOwn(entries, id) ? entries[id] : undefined;

/** @throws VolumeTypeNotFound */
export const existingType = ({ types }: TypeCatalogue, id: string): VolumeType => {
  const type = own(types, id);
  if (type === undefined) throw volumeTypeNotFound(id);
  return type;
};

/** A type that is hidden from the viewer is as good as none. @throws VolumeTypeNotFound */
export const visibleType = (catalogue: TypeCatalogue, id: string, viewer: TypeViewer): VolumeType => {
  const type = existingType(catalogue, id);
  if (!seesType(type, viewer)) throw volumeTypeNotFound(id);
  return type;
};

export const typeNamed = ({ types }: TypeCatalogue, name: string): VolumeType | undefined =>
  Object.values(types).find((type) => type.name === name);

const uuidLike = /^[0-9a-f]{8}-?([0-9a-f]{4}-?){3}[0-9a-f]{12}$/i;

/**
 * By id or name, as volume create, retype and others take it; a name may look like an id.
 * @throws VolumeTypeNotFound, VolumeTypeNotFoundByName (spec/api-core.md 2.3)
 */
export const findType = (catalogue: TypeCatalogue, idOrName: string, viewer: TypeViewer): VolumeType => {
  const type = own(catalogue.types, idOrName) ?? typeNamed(catalogue, idOrName);
  if (type !== undefined && seesType(type, viewer)) return type;
  throw uuidLike.test(idOrName) ? volumeTypeNotFound(idOrName) : notFoundByName(idOrName);
};

/**
 * The type of volumes that are created without one: the project's own default, else the configured one. Undefined when that
 * does not exist, which an administrator can bring about by giving it another name.
 * @throws VolumeTypeNotFound the project may not see its default any more
 */
export const defaultType = (
  catalogue: TypeCatalogue,
  configured: string,
  viewer: TypeViewer,
): VolumeType | undefined => {
  const ofProject = own(catalogue.project_defaults, viewer.project_id ?? '');
  return ofProject === undefined
    ? typeNamed(catalogue, configured)
    : visibleType(catalogue, ofProject, viewer);
};
