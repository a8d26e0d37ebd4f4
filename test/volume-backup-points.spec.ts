import { randomUUID } from 'node:crypto';
import { readdir, statfs, truncate } from 'node:fs/promises';
import { join } from 'node:path';
import { FileVolumeDriver } from '../src/drivers/volume/file/file-volume-driver.js';
import { backupPointsContract } from './contract/backup-points.contract.js';
import { collected } from './support/collected.js';
import { btrfs, describeOn, ext4, run, xfs, type MakeFileSystem } from './support/file-systems.js';
import { writeTo } from './support/random-changes.js';

const compressed: MakeFileSystem = (image, directory) => {
  btrfs(image, directory);
  run('mount', '-o', 'remount,compress-force=zstd', directory);
};

for (const [name, make] of [
  ['xfs', xfs],
  ['btrfs', btrfs],
] as const) {
  describeOn(`Backup points of files on ${name}`, make, (directory) => {
    backupPointsContract(async () => {
      const root = join(directory(), 'volumes');
      return { driver: new FileVolumeDriver(root), pathOf: (id) => join(root, `volume-${id}`) };
    });
  });
}

describeOn('Backup points of files that btrfs compresses', compressed, (directory) => {
  it('name all that is compressed, which may have moved, and no holes', async () => {
    const root = join(directory(), 'volumes');
    const driver = new FileVolumeDriver(root);
    await driver.checkForSetupError();
    const points = driver.backupPoints;
    if (points === null) throw new Error('btrfs cannot tell');
    const volumeId = randomUUID();
    await driver.createVolume(volumeId, 1);
    await truncate(join(root, `volume-${volumeId}`), 2 ** 23);
    await writeTo(join(root, `volume-${volumeId}`), 2 ** 20, Buffer.alloc(2 ** 20, 'text '));
    const [since, now] = [randomUUID(), randomUUID()].map((backupId) => ({ volumeId, backupId }));
    if (!since || !now) throw new Error('no points');
    await points.keep(since, 'volume', volumeId);
    await points.keep(now, 'volume', volumeId);
    const told = await collected(await points.changedExtents(now, since));
    expect(told).toEqual([{ offset: 2 ** 20, length: 2 ** 20 }]);
  });
});

describeOn('A file system without reflinks', ext4, (directory) => {
  it('cannot tell what has changed, and keeps nothing', async () => {
    const driver = new FileVolumeDriver(join(directory(), 'volumes'));
    await driver.checkForSetupError();
    expect(driver.backupPoints).toBeNull();
    expect(await readdir(join(directory(), 'volumes'))).toEqual(['snapshots']);
    await driver.deleteVolume(randomUUID());
  });
});

describeOn('A full file system', xfs, (directory) => {
  it('is relieved of its points, and gets no new ones', async () => {
    const root = join(directory(), 'volumes');
    const driver = new FileVolumeDriver(root);
    await driver.checkForSetupError();
    const points = driver.backupPoints;
    if (points === null) throw new Error('xfs cannot tell');
    const volumeId = randomUUID();
    await driver.createVolume(volumeId, 1);
    await writeTo(join(root, `volume-${volumeId}`), 0, Buffer.alloc(2 ** 20, 1));
    const point = { volumeId, backupId: randomUUID() };
    expect(await points.keep(point, 'volume', volumeId)).toBe(true);
    const leave = async (share: number, name: string): Promise<void> => {
      const { bavail, blocks, bsize } = await statfs(directory());
      run('fallocate', '-l', String(Math.floor((bavail - share * blocks) * bsize)), join(directory(), name));
    };
    await leave(0.07, 'full');
    expect(await points.keep({ volumeId, backupId: randomUUID() }, 'volume', volumeId)).toBe(false);
    expect(await points.list(volumeId)).toEqual([point.backupId]);
    expect(await points.relieve()).toBe(0);
    await leave(0.03, 'fuller');
    expect(await points.relieve()).toBe(1);
    expect(await points.list(volumeId)).toEqual([]);
  });
});
