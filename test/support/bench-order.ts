import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { BackupState } from '../../src/domain/backup/backup.state.js';
import type { GroupState } from '../../src/domain/group/group.state.js';
import type { GroupSnapshotState } from '../../src/domain/group-snapshot/group-snapshot.state.js';
import { backupDeltas, groupDeltas, snapshotDeltas, volumeDeltas } from '../../src/domain/quota/deltas.js';
import type { Deltas } from '../../src/domain/quota/quota.state.js';
import type { RestoreState } from '../../src/domain/restore/restore.state.js';
import type { SnapshotState } from '../../src/domain/snapshot/snapshot.state.js';
import type { VerificationState } from '../../src/domain/verification/verification.state.js';
import type { VolumeState } from '../../src/domain/volume/volume.state.js';
import { ReadModel } from '../../src/projections/store/read-model.js';
import type { CommandBench } from './command-bench.js';

/** What a project has, deleted things left out. */
export interface Belongings {
  readonly volumes: readonly VolumeState[];
  readonly snapshots: readonly SnapshotState[];
  readonly backups: readonly BackupState[];
  readonly restores: readonly RestoreState[];
  readonly verifications: readonly VerificationState[];
  readonly groups: readonly GroupState[];
  readonly groupSnapshots: readonly GroupSnapshotState[];
}

const statesOf = <S extends { readonly project_id: string }>(
  bench: CommandBench,
  table: string,
  project?: string,
): S[] =>
  bench.process
    .get(ReadModel)
    .all(`SELECT state FROM ${table} ORDER BY id`)
    .map(({ state }) => JSON.parse(String(state)) as S)
    .filter(({ project_id }) => project === undefined || project_id === project);

const live = <S extends { readonly deleted_at: string | null }>(states: readonly S[]): S[] =>
  states.filter(({ deleted_at }) => deleted_at === null);

export const belongingsOf = (bench: CommandBench, project?: string): Belongings => ({
  volumes: live(statesOf<VolumeState>(bench, 'volumes', project)),
  snapshots: live(statesOf<SnapshotState>(bench, 'snapshots', project)),
  backups: live(statesOf<BackupState>(bench, 'backups', project)),
  restores: statesOf<RestoreState>(bench, 'restores', project),
  verifications: statesOf<VerificationState>(bench, 'verifications', project),
  groups: live(statesOf<GroupState>(bench, 'groups', project)),
  groupSnapshots: live(statesOf<GroupSnapshotState>(bench, 'group_snapshots', project)),
});

const usageOf = ({ volumes, snapshots, backups, groups }: Belongings): Deltas => {
  const sum: Record<string, number> = {};
  const all = [
    ...volumes
      .filter(({ use_quota }) => use_quota)
      .map(({ size, volume_type }) => volumeDeltas(size, volume_type)),
    ...snapshots
      .filter(({ use_quota }) => use_quota)
      .map(({ size, volume_type }) => snapshotDeltas(size, volume_type)),
    ...backups.map(({ size }) => backupDeltas(size)),
    ...groups.map(() => groupDeltas()),
  ];
  for (const deltas of all) {
    for (const [resource, n] of Object.entries(deltas)) sum[resource] = (sum[resource] ?? 0) + n;
  }
  return sum;
};

const withoutZeros = (deltas: Deltas): Deltas =>
  Object.fromEntries(Object.entries(deltas).filter(([, n]) => n !== 0));

/** Nothing is under way, held or half done, and the books agree with what there is. */
export const expectOrder = async (bench: CommandBench, project: string): Promise<void> => {
  const mine = belongingsOf(bench, project);
  const resting = /^(available|in-use|error|error_restoring|error_extending|error_deleting)$/;
  for (const volume of mine.volumes) {
    const { status, lock, deletion, extending_to, snapshot_ids, id } = volume;
    const snapshots = mine.snapshots.filter(({ volume_id }) => volume_id === id).map((one) => one.id);
    expect(volume).toMatchObject({
      lock: null,
      deletion: null,
      extending_to: null,
      reverting: null,
      migrating: null,
      leaving: null,
      retyping: null,
    });
    expect(status).toMatch(volume.transfer_id === null ? resting : /^awaiting-transfer$/);
    expect([...snapshot_ids].sort()).toEqual(snapshots.sort());
    expect({ lock, deletion, extending_to }).toEqual({ lock: null, deletion: null, extending_to: null });
  }
  for (const { status, lock, deleting } of mine.snapshots) {
    expect(status).toMatch(resting);
    expect({ lock, deleting }).toEqual({ lock: null, deleting: false });
  }
  for (const { status, active_restores, verifying, deletion, children } of mine.backups) {
    expect(status).toMatch(resting);
    expect({ active_restores, verifying, deletion }).toEqual({
      active_restores: [],
      verifying: null,
      deletion: null,
    });
    expect(mine.backups.map(({ id }) => id)).toEqual(expect.arrayContaining([...children]));
  }
  expectGroupsInOrder(mine);
  for (const { phase } of [...mine.restores, ...mine.verifications]) expect(phase).toBe('done');
  const { in_use, reservations } = await bench.quota(project);
  expect(reservations).toEqual({});
  expect(withoutZeros(in_use)).toEqual(usageOf(mine));
  expect(await bench.process.lookup.claimsBefore('9999')).toEqual([]);
  await expectFiles(bench);
};

/** The books of groups say what their volumes and snapshots say, and nothing is made, moved or deleted. */
const expectGroupsInOrder = ({ groups, groupSnapshots, volumes, snapshots }: Belongings): void => {
  for (const group of groups) {
    expect(group).toMatchObject({ making: false, changing: null, deletion: null });
    const inside = volumes.filter(({ group_id }) => group_id === group.id).map(({ id }) => id);
    expect([...group.volume_ids].sort()).toEqual(inside.sort());
    const taken = groupSnapshots.filter(({ group_id }) => group_id === group.id).map(({ id }) => id);
    expect([...group.group_snapshot_ids].sort()).toEqual(taken.sort());
  }
  for (const whole of groupSnapshots) {
    expect(whole).toMatchObject({ making: false, deletion: null, source_of: [] });
    const members = whole.members.map(({ snapshot_id }) => snapshot_id);
    const taken = snapshots.filter(({ group_snapshot_id }) => group_snapshot_id === whole.id);
    expect(members).toEqual(expect.arrayContaining(taken.map(({ id }) => id)));
  }
};

/** The files of what exists are there, and no others. */
const expectFiles = async (bench: CommandBench): Promise<void> => {
  const { volumes, snapshots, backups } = belongingsOf(bench);
  const path = (...parts: string[]): string => join(bench.directory, ...parts);
  const made = volumes.filter(({ host }) => host !== null).map(({ id }) => `volume-${id}`);
  const known = ['snapshots', ...volumes.map(({ id }) => `volume-${id}`)];
  const files = await readdir(path('volumes'));
  expect(files).toEqual(expect.arrayContaining(made));
  expect(known).toEqual(expect.arrayContaining(files));
  const taken = await readdir(path('volumes', 'snapshots'));
  expect(snapshots.map(({ id }) => `snapshot-${id}`)).toEqual(expect.arrayContaining(taken));
  expect(await readdir(path('spool'))).toEqual([]);
  const objects = await readdir(path('backups'), { recursive: true, withFileTypes: true });
  const prefixes = backups.map(({ service_metadata }) => service_metadata).filter((name) => name !== null);
  for (const { name } of objects.filter((entry) => entry.isFile())) {
    const isKnown = prefixes.some((prefix) => name.startsWith(prefix));
    expect({ name, isKnown }).toEqual({ name, isKnown: true });
  }
};
