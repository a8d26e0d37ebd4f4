import type { Specs, TypeEncryption, VolumeType } from '../../domain/type-catalogue/type-catalogue.state.js';
import { allows } from '../http/identity/policy-check.js';
import type { RequestContext } from '../http/identity/request-context.js';

/** All that a caller without admin rights sees of the extra specs. */
const visibleSpecs = ['RESKEY:availability_zones', 'multiattach', 'replication_enabled'];

export const extraSpecsView = (specs: Specs, context: RequestContext): Specs =>
  allows('volume_extension:types_extra_specs:read_sensitive', context)
    ? specs
    : Object.fromEntries(Object.entries(specs).filter(([key]) => visibleSpecs.includes(key)));

/** The default type's answer leaves out the access attribute (spec 5.1). */
export const defaultTypeView = (type: VolumeType, context: RequestContext): object => ({
  id: type.id,
  name: type.name,
  is_public: type.is_public,
  description: type.description,
  ...(allows('volume_extension:access_types_extra_specs', context)
    ? { extra_specs: extraSpecsView(type.extra_specs, context) }
    : {}),
  ...(allows('volume_extension:access_types_qos_specs_id', context)
    ? { qos_specs_id: type.qos_specs_id }
    : {}),
});

const accessView = ({ is_public }: VolumeType, context: RequestContext): object =>
  allows('volume_extension:volume_type_access', context)
    ? { 'os-volume-type-access:is_public': is_public }
    : {};

export const typeView = (type: VolumeType, context: RequestContext): object => ({
  ...defaultTypeView(type, context),
  ...accessView(type, context),
});

/** The answer to an update: all extra specs, and nothing of access and QoS. */
export const updatedTypeView = ({ id, name, is_public, extra_specs, description }: VolumeType): object => ({
  id,
  name,
  is_public,
  extra_specs,
  description,
});

export const createdTypeView = (type: VolumeType, context: RequestContext): object => ({
  ...updatedTypeView(type),
  ...accessView(type, context),
});

/** All columns that Cinder has of it. */
export const encryptionView = (typeId: string, encryption: TypeEncryption): Record<string, unknown> => ({
  volume_type_id: typeId,
  ...encryption,
  deleted_at: null,
  deleted: false,
});
