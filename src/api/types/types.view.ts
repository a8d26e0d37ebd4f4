import type { RequestContext } from '../http/identity/request-context.js';
import { allows } from '../http/identity/policy-check.js';
import type { VolumeType } from './volume-type.js';

/** All that a caller without admin rights sees of the extra specs. */
const visibleSpecs = ['RESKEY:availability_zones', 'multiattach', 'replication_enabled'];

export const extraSpecsView = (
  specs: VolumeType['extra_specs'],
  context: RequestContext,
): VolumeType['extra_specs'] =>
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

export const typeView = (type: VolumeType, context: RequestContext): object => ({
  ...defaultTypeView(type, context),
  ...(allows('volume_extension:volume_type_access', context)
    ? { 'os-volume-type-access:is_public': type.is_public }
    : {}),
});
