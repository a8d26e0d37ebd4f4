import { DomainError, invalidInput } from '../shared/errors.js';
import type { VolumeType } from './type-catalogue.state.js';

/** The limit of that name; one that is no number is none. */
const sizeOf = ({ extra_specs }: VolumeType, key: string): number | null => {
  const text = extra_specs[key] ?? '';
  return /^\s*\d+\s*$/.test(text) ? Number(text) : null;
};

/** How large volumes of a type may be, by its extra specs. @throws InvalidInput */
export const checkTypeSize = (type: VolumeType, size: number): void => {
  const least = sizeOf(type, 'provisioning:min_vol_size');
  if (least !== null && size < least) {
    throw invalidInput(
      `Specified volume size of '${size}' is less than the minimum required size of '${least}' ` +
        `for volume type '${type.name}'.`,
    );
  }
  const greatest = sizeOf(type, 'provisioning:max_vol_size');
  if (greatest !== null && size > greatest) {
    throw invalidInput(
      `Specified volume size of '${size}' is greater than the maximum allowable size of '${greatest}' ` +
        `for volume type '${type.name}'.`,
    );
  }
};

const checkZone = ({ extra_specs }: VolumeType, zone: string): void => {
  const zones = (extra_specs['RESKEY:availability_zones'] ?? '').split(',').map((name) => name.trim());
  const known = zones.filter((name) => name !== '');
  if (known.length === 0 || known.includes(zone)) return;
  throw new DomainError(
    'InvalidTypeAvailabilityZones',
    `Volume type is only supported in these availability zones: ${known.join(', ')}`,
  );
};

/**
 * What a type asks of a new volume. Nobody here makes keys: a volume that its type wants encrypted is refused as Cinder refuses
 * it without a key manager.
 * @throws InvalidInput, InvalidTypeAvailabilityZones, InvalidVolumeType
 */
export const checkTypeLimits = (
  type: VolumeType,
  { size, availability_zone }: { readonly size: number; readonly availability_zone: string },
): void => {
  checkTypeSize(type, size);
  checkZone(type, availability_zone);
  if (type.encryption !== null) throw new DomainError('InvalidVolumeType', 'Key manager error');
};
