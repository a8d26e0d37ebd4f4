import { readdir } from 'node:fs/promises';
import { backupDeltas, snapshotDeltas, volumeDeltas } from '../../src/domain/quota/deltas.js';
import type { Deltas } from '../../src/domain/quota/quota.state.js';
import { living, type Recorded } from './cluster-log.js';
import type { Cluster } from './e2e-cluster.js';

/** Nothing is under way, nothing is held, nothing temporary is left. */
export const expectNothingUnderWay = (recorded: Recorded): void => {
  const { volumes, snapshots, backups, restores, quotas, unfinished } = recorded;
  expect(unfinished).toEqual([]);
  for (const { id, status, lock, use_quota, deletion, extending_to, snapshot_ids } of living(volumes)) {
    const own = living(snapshots).filter(({ volume_id }) => volume_id === id);
    const rest = { lock: null, use_quota: true, deletion: null, extending_to: null };
    expect({ id, lock, use_quota, deletion, extending_to }).toEqual({ id, ...rest });
    expect([id, status]).toEqual([id, expect.stringMatching(/^(available|error)$/)]);
    expect([...snapshot_ids].sort()).toEqual(own.map((snapshot) => snapshot.id).sort());
  }
  for (const { id, status, lock, use_quota, deleting } of living(snapshots)) {
    const rest = { status: 'available', lock: null, use_quota: true, deleting: false };
    expect({ id, status, lock, use_quota, deleting }).toEqual({ id, ...rest });
  }
  const ids = living(backups).map(({ id }) => id);
  for (const { id, status, temp, deletion, active_restores, children } of living(backups)) {
    const rest = { status: 'available', temp: null, deletion: null, active_restores: [] };
    expect({ id, status, temp, deletion, active_restores }).toEqual({ id, ...rest });
    expect(ids).toEqual(expect.arrayContaining([...children]));
  }
  for (const { id, phase } of restores) expect([id, phase]).toEqual([id, 'done']);
  for (const { reservations } of quotas) expect(reservations).toEqual({});
};

const withoutZeros = (deltas: Deltas): Deltas =>
  Object.fromEntries(Object.entries(deltas).filter(([, count]) => count !== 0));

/** What is charged is what there is. */
export const expectHonestQuota = ({ volumes, snapshots, backups, quotas }: Recorded): void => {
  const usage: Record<string, number> = {};
  const deltas = [
    ...living(volumes).map(({ size, volume_type }) => volumeDeltas(size, volume_type)),
    ...living(snapshots).map(({ size, volume_type }) => snapshotDeltas(size, volume_type)),
    ...living(backups).map(({ size }) => backupDeltas(size)),
  ];
  for (const one of deltas) {
    for (const [resource, count] of Object.entries(one)) usage[resource] = (usage[resource] ?? 0) + count;
  }
  expect(quotas.map(({ in_use }) => withoutZeros(in_use))).toEqual([withoutZeros(usage)]);
};

const filesBelow = async (directory: string): Promise<string[]> =>
  (await readdir(directory, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map(({ name }) => name)
    .sort();

/** Every object belongs to a living backup, every living backup has all of its objects; the same for volumes and snapshots. */
export const expectFilesOfTheLiving = async (cluster: Cluster, recorded: Recorded): Promise<void> => {
  const objects = living(recorded.backups).flatMap(({ service_metadata: prefix, object_count }) => [
    `${prefix}_metadata`,
    `${prefix}_sha256file`,
    ...Array.from({ length: object_count }, (_, index) => `${prefix}-${String(index + 1).padStart(5, '0')}`),
  ]);
  expect(await filesBelow(cluster.path('backups'))).toEqual(objects.sort());
  const files = [
    ...living(recorded.volumes).map(({ id }) => `volume-${id}`),
    ...living(recorded.snapshots).map(({ id }) => `snapshot-${id}`),
  ];
  expect(await filesBelow(cluster.path('volumes'))).toEqual(files.sort());
};
