import type { Deltas } from './quota.state.js';

/** What each resource counts (spec/api-core.md 7.1, spec/backups-api.md 7). Sizes are GiB. */
export const volumeDeltas = (size: number, volumeType: string): Deltas => ({
  volumes: 1,
  gigabytes: size,
  [`volumes_${volumeType}`]: 1,
  [`gigabytes_${volumeType}`]: size,
});

export const extendDeltas = (increase: number, volumeType: string): Deltas => ({
  gigabytes: increase,
  [`gigabytes_${volumeType}`]: increase,
});

/** What a volume of another type costs; the totals stay. */
export const retypeDeltas = (size: number, from: string, to: string): Deltas => ({
  [`volumes_${to}`]: 1,
  [`gigabytes_${to}`]: size,
  [`volumes_${from}`]: -1,
  [`gigabytes_${from}`]: -size,
});

export const snapshotDeltas = (size: number, volumeType: string): Deltas => ({
  snapshots: 1,
  gigabytes: size,
  [`snapshots_${volumeType}`]: 1,
  [`gigabytes_${volumeType}`]: size,
});

/** Full and incremental alike: Cinder charges the volume's size, never stored bytes. */
export const backupDeltas = (size: number): Deltas => ({ backups: 1, backup_gigabytes: size });

/** A group, with the volumes that are made with it. */
export const groupDeltas = (
  members: readonly { readonly size: number; readonly volume_type: string }[] = [],
): Deltas =>
  members.reduce<Deltas>((sum, { size, volume_type }) => added(sum, volumeDeltas(size, volume_type)), {
    groups: 1,
  });

/** The snapshots of a group count as any others; they are charged in one sum, so all of them fit or none. */
export const groupSnapshotDeltas = (
  members: readonly { readonly size: number; readonly volume_type: string }[],
): Deltas =>
  members.reduce<Deltas>((sum, { size, volume_type }) => added(sum, snapshotDeltas(size, volume_type)), {});

const added = (one: Deltas, other: Deltas): Deltas =>
  Object.entries(other).reduce<Deltas>(
    (sum, [resource, delta]) => ({ ...sum, [resource]: (sum[resource] ?? 0) + delta }),
    one,
  );

export const negated = (deltas: Deltas): Deltas =>
  Object.fromEntries(Object.entries(deltas).map(([resource, delta]) => [resource, -delta]));
