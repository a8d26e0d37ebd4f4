import {
  DomainError,
  invalidBackup,
  invalidInput,
  invalidSnapshot,
  invalidVolume,
} from '../shared/errors.js';
import { isReadable } from '../backup/backup.decide.js';
import type { BackupState } from '../backup/backup.state.js';
import type { SnapshotState } from '../snapshot/snapshot.state.js';
import type { VolumeState } from './volume.state.js';

/** What a new volume is made from, already found. */
export type VolumeSource =
  | { readonly kind: 'empty' }
  | { readonly kind: 'snapshot'; readonly snapshot: SnapshotState }
  | { readonly kind: 'volume'; readonly volume: VolumeState }
  | { readonly kind: 'backup'; readonly backup: BackupState };

/** Status rules of spec/api-core.md 2.3; but several volumes may be made from one backup at once. */
export const checkSource = (source: VolumeSource): void => {
  if (source.kind === 'snapshot' && source.snapshot.status !== 'available') {
    throw invalidSnapshot("Originating snapshot status must be one of 'available' values");
  }
  if (source.kind === 'volume' && !['available', 'in-use'].includes(source.volume.status)) {
    throw invalidVolume("Originating source volume status must be one of 'available, in-use' values");
  }
  if (source.kind === 'backup' && !isReadable(source.backup)) {
    throw invalidBackup("Originating backup status must be one of 'available' values");
  }
};

/** The size a new volume gets: as asked, else the source's; never below the source's. */
export const resolveSize = (requested: number | null, source: VolumeSource): number => {
  if (source.kind === 'empty') {
    if (requested !== null) return requested;
    throw invalidInput("Volume size 'None' must be an integer and greater than 0");
  }
  const least = sizeOf(source);
  if (requested === null) return least;
  if (requested < least) throw invalidInput(tooSmall(source, requested, least));
  return requested;
};

const sizeOf = (source: Exclude<VolumeSource, { kind: 'empty' }>): number => {
  if (source.kind === 'snapshot') return source.snapshot.size;
  return source.kind === 'volume' ? source.volume.size : source.backup.size;
};

const tooSmall = (source: Exclude<VolumeSource, { kind: 'empty' }>, size: number, least: number): string =>
  ({
    snapshot: `Volume size '${size}'GB cannot be smaller than the snapshot size ${least}GB. They must be >= original snapshot size.`,
    volume: `Volume size '${size}'GB cannot be smaller than original volume size  ${least}GB. They must be >= original volume size.`,
    backup: `Volume size ${size}GB cannot be smaller than the backup size ${least}GB. It must be >= backup size.`,
  })[source.kind];

/** A copy stays in the zone of its source; without a wish it goes there, or to the default zone. */
export const resolveZone = (
  requested: string | null,
  source: VolumeSource,
  zones: { readonly known: readonly string[]; readonly fallback: string },
): string => {
  if (requested !== null && !zones.known.includes(requested)) {
    throw new DomainError('InvalidAvailabilityZone', `Availability zone '${requested}' is invalid.`);
  }
  if (source.kind === 'snapshot') {
    return sameZone(requested, source.snapshot.availability_zone, 'snapshot');
  }
  if (source.kind === 'volume') {
    return sameZone(requested, source.volume.availability_zone, 'source volume');
  }
  return requested ?? zones.fallback;
};

const sameZone = (requested: string | null, zone: string, what: string): string => {
  if (requested !== null && requested !== zone) {
    throw invalidInput(`Volume must be in the same availability zone as the ${what}`);
  }
  return zone;
};
