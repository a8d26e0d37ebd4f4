import { readdir, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ListManageable } from '../../src/commands/list-manageable/list-manageable.command.js';
import { VolumeBackendError } from '../../src/drivers/volume/port.js';
import { firstBytes, withSnapshot } from '../support/bench-givens.js';
import { expectOrder } from '../support/bench-order.js';
import { Requests } from '../support/bench-requests.js';
import { CommandBench } from '../support/command-bench.js';
import { crashEverywhere } from '../support/crash-sweep.js';

let bench: CommandBench;
beforeAll(async () => {
  bench = await CommandBench.start({ quotaLimits: { volumes: 3 } });
});
afterAll(() => bench.close());

let projects = 0;
const someone = (): Requests => new Requests(`manage-project-${++projects}`, { is_admin: true });
const inDirectory = (...parts: string[]): string => join(bench.directory, 'volumes', ...parts);
let files = 0;
const existing = async (bytes = firstBytes): Promise<string> => {
  const name = `disk-${++files}.img`;
  await writeFile(inDirectory(name), bytes);
  return name;
};

describe('ManageVolume', () => {
  it('takes a file of the directory over, with its bytes, and is charged for it', async () => {
    const by = someone();
    const name = await existing();
    const made = await bench.execute(by.manage(name));
    expect(made).toMatchObject({ status: 'managing', size: 0, host: null });
    await bench.settle();
    expect(await bench.volume(made.id)).toMatchObject({
      status: 'available',
      size: 1,
      host: 'node-1@file#file',
      use_quota: true,
    });
    expect((await bench.bytes(made.id)).equals(firstBytes)).toBe(true);
    expect(await readdir(inDirectory())).not.toContain(name);
    await expectOrder(bench, by.project);
    await bench.execute(by.deleteVolume(made.id));
    await bench.settle();
    await expectOrder(bench, by.project);
  });

  it.each([
    '',
    '../x',
    '/etc/passwd',
    '..',
    '.',
    'snapshots',
    'missing.img',
    '.new-1-x',
    'a link',
    'snapshots/x',
  ])('takes nothing over for the name %j', async (name) => {
    const by = someone();
    if (name === 'a link') await symlink('/etc/hostname', inDirectory(name)).catch(() => undefined);
    const { id } = await bench.execute(by.manage(name));
    await bench.settle();
    expect(await bench.volume(id)).toMatchObject({ status: 'error_managing', host: null, use_quota: false });
    expect((await bench.quota(by.project)).in_use).toEqual({});
    await bench.execute(by.deleteVolume(id));
    await bench.settle();
    expect((await bench.volume(id)).status).toBe('deleted');
    if (name === 'a link') await rename(inDirectory(name), join(bench.directory, 'a link'));
  });

  it('takes no volume over that lives', async () => {
    const by = someone();
    const { id } = await bench.execute(by.createVolume());
    await bench.settle();
    await expect(bench.execute(by.manage(`volume-${id}`))).rejects.toMatchObject({
      code: 'InvalidVolume',
      message: 'Unable to manage existing volume. The volume is already managed',
    });
  });

  it('refuses hosts that nobody serves', async () => {
    await expect(bench.execute(someone().manage('x', { host: 'h@b' }))).rejects.toMatchObject({
      code: 'ServiceUnavailable',
      message: "Host 'h@b' not found",
    });
  });

  it('leaves the file where it is when the project may not have it, or the backend fails', async () => {
    const by = someone();
    for (let made = 0; made < 3; made++) await bench.execute(by.createVolume());
    const name = await existing();
    const over = await bench.execute(by.manage(name));
    await bench.settle();
    expect(await bench.volume(over.id)).toMatchObject({
      status: 'error_managing',
      fail_reason: expect.stringContaining('Maximum number of volumes'),
    });
    const other = someone();
    bench.process.volumeFaults.fail('adopt', new VolumeBackendError('no'));
    const failed = await bench.execute(other.manage(name));
    await bench.settle();
    expect((await bench.volume(failed.id)).status).toBe('error_managing');
    expect(await bench.quota(other.project)).toMatchObject({ in_use: {}, reservations: {} });
    await bench.execute(other.deleteVolume(failed.id));
    await bench.settle();
    expect((await readFile(inDirectory(name))).equals(firstBytes)).toBe(true);
    await rename(inDirectory(name), join(bench.directory, name));
  });

  it('takes no other file over that got the name meanwhile', async () => {
    const by = someone();
    const name = await existing();
    bench.process.log.before(/VolumeManageLocated/, async () => {
      await rename(inDirectory(name), join(bench.directory, name));
      await writeFile(inDirectory(name), 'another one');
    });
    const { id } = await bench.execute(by.manage(name));
    await bench.settle();
    expect((await bench.volume(id)).status).toBe('error_managing');
    expect(await readFile(inDirectory(name), 'utf8')).toBe('another one');
    await rename(inDirectory(name), join(bench.directory, name));
  });

  it('survives a crash before and after every append', async () => {
    const appends = await crashEverywhere(
      bench,
      {
        usesUp: true,
        prepare: () => existing(),
        act: (_bench, by, name) => bench.execute(by.manage(name)),
        check: async (_bench, by, name) => {
          const free = (await readdir(inDirectory())).includes(name);
          const { in_use } = await bench.quota(by.project);
          expect(in_use['volumes'] ?? 0).toBe(free ? 0 : 1);
          if (free) await rename(inDirectory(name), join(bench.directory, name));
        },
      },
      9,
      async (_bench, project) => {
        expect((await bench.quota(project)).reservations).toEqual({});
      },
    );
    expect(appends).toBe(5);
    // Each sweep prepares one more than it uses.
    for (const name of await readdir(inDirectory()))
      if (name.startsWith('disk-')) await rm(inDirectory(name));
  }, 180_000);
});

describe('UnmanageVolume', () => {
  it('leaves the file, which can be taken over again', async () => {
    const by = someone();
    const { id } = await bench.execute(by.createVolume());
    await bench.settle();
    await bench.write(id, firstBytes);
    await bench.execute(by.unmanage(id));
    await bench.settle();
    expect((await bench.volume(id)).status).toBe('deleted');
    expect((await bench.quota(by.project)).in_use).toMatchObject({ volumes: 0, gigabytes: 0 });
    const listed = await bench.execute(new ListManageable('volume', 'node-1@file', false));
    expect(listed.find(({ name }) => name === `volume-${id}`)).toEqual({
      name: `volume-${id}`,
      size: 1,
      safe_to_manage: true,
      reason_not_safe: null,
      cinder_id: null,
      source_name: null,
    });
    const again = await bench.execute(by.manage(`volume-${id}`));
    await bench.settle();
    expect((await bench.bytes(again.id)).equals(firstBytes)).toBe(true);
    await expectOrder(bench, by.project);
  });

  it('of a snapshot leaves its file, which can be a snapshot of the volume again', async () => {
    const by = someone();
    const { volume, snapshot } = await withSnapshot(bench, by);
    await bench.execute(by.unmanageSnapshot(snapshot));
    await bench.settle();
    expect((await bench.volume(volume)).snapshot_ids).toEqual([]);
    const listed = await bench.execute(new ListManageable('snapshot', 'node-1@file#file', false));
    expect(listed).toEqual([
      {
        name: `snapshot-${snapshot}`,
        size: 1,
        safe_to_manage: true,
        reason_not_safe: null,
        cinder_id: null,
        source_name: `volume-${volume}`,
      },
    ]);
    const again = await bench.execute(by.createSnapshot(volume, { reference: `snapshot-${snapshot}` }));
    await bench.settle();
    expect(await bench.snapshot(again.id)).toMatchObject({ status: 'available', unmanaged: false });
    await expectOrder(bench, by.project);
    await bench.execute(by.revert(volume, again.id));
    await bench.settle();
    expect((await bench.bytes(volume)).equals(firstBytes)).toBe(true);
    const failed = await bench.execute(by.createSnapshot(volume, { reference: '../volumes' }));
    await bench.settle();
    expect((await bench.snapshot(failed.id)).status).toBe('error');
    await bench.execute(by.deleteSnapshot(failed.id));
    await bench.settle();
    await expectOrder(bench, by.project);
  });
});
