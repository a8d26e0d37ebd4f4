import type { Tenant } from './cluster-tenant.js';

/** What one tenant has between two scenes: an available volume, and its backups in the order they were made. */
export interface Stage {
  readonly volume: { readonly id: string };
  readonly backups: { readonly id: string; readonly name: string }[];
}

type Scene = (by: Tenant, stage: Stage) => Promise<void>;

const randomHex = (by: Tenant, length: number): string =>
  Array.from({ length }, () => Math.floor(by.random() * 16).toString(16)).join('');

const wrongBytes = (what: string): Error => new Error(`${what} does not hold the bytes of its source`);

const backup = async (
  by: Tenant,
  { volume, backups }: Stage,
  more: Readonly<Record<string, unknown>> = {},
): Promise<void> => {
  const name = by.newName();
  by.contents.set(name, await by.write(volume.id));
  const id = await by.made('backups', name, '/backups', {
    backup: { volume_id: volume.id, name, incremental: backups.length > 0, ...more },
  });
  await by.until('backups', id, 'available');
  backups.push({ id, name });
};

const newest = async (by: Tenant, stage: Stage): Promise<{ id: string; name: string }> => {
  if (stage.backups.length === 0) await backup(by, stage);
  const last = stage.backups.at(-1);
  if (last === undefined) throw new Error('there is no backup');
  return last;
};

/** The copy holds what was expected; it is not needed any more. */
const compared = async (
  by: Tenant,
  what: string,
  id: string,
  expected: string | undefined,
): Promise<void> => {
  await by.until('volumes', id, 'available');
  if ((await by.holds(id)) !== expected) throw wrongBytes(`${what}: volume ${id}`);
  await by.removed('volumes', id);
};

const copyOf = async (
  by: Tenant,
  source: object,
  what: string,
  expected: string | undefined,
): Promise<void> => {
  const name = by.newName();
  const id = await by.made('volumes', name, '/volumes', { volume: { size: 1, name, ...source } });
  await compared(by, what, id, expected);
};

const restoreToNew = async (by: Tenant, { id }: { readonly id: string }): Promise<string> => {
  await by.until('backups', id, 'available');
  const name = by.newName();
  return by.made('volumes', name, `/backups/${id}/restore`, { restore: { name } });
};

const snapshotOf = async (by: Tenant, volumeId: string): Promise<string> => {
  const name = by.newName();
  const id = await by.made('snapshots', name, '/snapshots', {
    snapshot: { volume_id: volumeId, name },
  });
  await by.until('snapshots', id, 'available');
  return id;
};

/** Everything a tenant may do. Each leaves the stage in order; the order of the scenes is the seed's. */
export const scenes = {
  'a full backup': (by, stage) => backup(by, stage, { incremental: false }),
  'an incremental backup': (by, stage) => backup(by, stage),

  'a restore to a new volume': async (by, stage) => {
    const from = await newest(by, stage);
    await compared(by, 'a restore', await restoreToNew(by, from), by.contents.get(from.name));
  },

  'a restore in place': async (by, stage) => {
    const { id, name } = await newest(by, stage);
    await by.write(stage.volume.id);
    const hasBegun = async (): Promise<boolean> =>
      (await by.holds(stage.volume.id)) === by.contents.get(name);
    await by.untilTrue('a restore in place', hasBegun, `/backups/${id}/restore`, {
      method: 'POST',
      body: { restore: { volume_id: stage.volume.id } },
    });
    await by.until('volumes', stage.volume.id, 'available');
    await by.until('backups', id, 'available');
  },

  'a volume from a backup': async (by, stage) => {
    const { id, name } = await newest(by, stage);
    await copyOf(by, { backup_id: id }, 'a volume from a backup', by.contents.get(name));
  },

  'a snapshot, a volume and a backup from it': async (by, stage) => {
    const expected = await by.write(stage.volume.id);
    const snapshot_id = await snapshotOf(by, stage.volume.id);
    await by.write(stage.volume.id);
    await copyOf(by, { snapshot_id }, 'a volume from a snapshot', expected);
    const name = by.newName();
    by.contents.set(name, expected);
    const request = { volume_id: stage.volume.id, snapshot_id, name };
    const id = await by.made('backups', name, '/backups', { backup: request });
    await by.until('backups', id, 'available');
    await by.until('snapshots', snapshot_id, 'available');
    await by.removed('snapshots', snapshot_id);
    await by.removed('backups', id);
  },

  'a clone': async (by, { volume }) => {
    const expected = await by.write(volume.id);
    await copyOf(by, { source_volid: volume.id }, 'a clone', expected);
  },

  'a backup in use': async (by, stage) => {
    const { id } = stage.volume;
    const path = `/volumes/${id}/action`;
    const hasStatus = (status: string) => async (): Promise<boolean> =>
      (await by.show('volumes', id))?.status === status;
    const server = `00000000-0000-4000-8000-${randomHex(by, 12)}`;
    await by.untilTrue('attached', hasStatus('in-use'), path, {
      method: 'POST',
      body: { 'os-attach': { instance_uuid: server, mountpoint: '/dev/vdb' } },
    });
    await backup(by, stage, { force: true, incremental: false });
    await by.untilTrue('detached', hasStatus('available'), path, {
      method: 'POST',
      body: { 'os-detach': {} },
    });
  },

  'a cancelled backup': async (by, { volume, backups }) => {
    const name = by.newName();
    await by.write(volume.id);
    const request = { volume_id: volume.id, name, incremental: backups.length > 0 };
    const id = await by.made('backups', name, '/backups', { backup: request });
    const isGone = async (): Promise<boolean> => (await by.show('backups', id)) === null;
    await by.untilTrue('cancelled', isGone, `/backups/${id}/action`, {
      method: 'POST',
      body: { 'os-force_delete': {} },
    });
    await by.until('volumes', volume.id, 'available');
  },

  'a cancelled restore': async (by, stage) => {
    const from = await newest(by, stage);
    const target = await restoreToNew(by, from);
    const isOver = async (): Promise<boolean> =>
      ['available', 'error'].includes((await by.show('volumes', target))?.status ?? '');
    await by.untilTrue('cancelled', isOver, `/backups/${from.id}/action`, {
      method: 'POST',
      body: { 'os-reset_status': { status: 'available' } },
    });
    await by.removed('volumes', target);
    await by.until('backups', from.id, 'available');
  },

  'the newest backup deleted': async (by, stage) => {
    const { id } = await newest(by, stage);
    await by.removed('backups', id);
    stage.backups.pop();
  },

  'a volume that grows and goes with its snapshots': async (by) => {
    const { id } = await by.volume();
    await snapshotOf(by, id);
    const hasGrown = async (): Promise<boolean> => {
      const volume = await by.show('volumes', id);
      return volume?.size === 2 && volume.status === 'available';
    };
    const body = { 'os-extend': { new_size: 2 } };
    await by.untilTrue('extended', hasGrown, `/volumes/${id}/action`, { method: 'POST', body });
    await by.removed('volumes', id, '?cascade=true');
  },
} as const satisfies Readonly<Record<string, Scene>>;

export const sceneNames = Object.keys(scenes) as readonly (keyof typeof scenes)[];
