import { randomUUID } from 'node:crypto';
import { open, readdir, stat, statfs, truncate } from 'node:fs/promises';
import { join } from 'node:path';
import { FileVolumeDriver } from '../src/drivers/volume/file/file-volume-driver.js';
import { describeOn, run, xfs, type MakeFileSystem } from './support/file-systems.js';

/** The file driver on file systems with a will of their own. Mounting takes root and the tools; without them: skipped. */
const MIB = 2 ** 20;

const write = async (path: string, offset: number, length: number): Promise<void> => {
  await using file = await open(path, 'r+');
  await file.write(Buffer.alloc(length, 7), 0, length, offset);
  await file.sync();
};

const tiny: MakeFileSystem = (_image, directory) =>
  run('mount', '-t', 'tmpfs', '-o', 'size=4m', 'none', directory);
describeOn('a file system that fills up', tiny, (directory) => {
  it('fails a copy with a clear text, leaves no half file, and goes on when there is space', async () => {
    const driver = new FileVolumeDriver(join(directory(), 'volumes'));
    await driver.checkForSetupError();
    const [volume, snapshot] = [randomUUID(), randomUUID()];
    await driver.createVolume(volume, 1);
    const path = join(directory(), 'volumes', `volume-${volume}`);
    await write(path, 0, 3 * MIB);
    await expect(driver.createSnapshot(snapshot, volume)).rejects.toThrow(
      new RegExp(`could not create snapshot ${snapshot}: no space is left on the file system`),
    );
    expect(await readdir(join(directory(), 'volumes', 'snapshots'))).toEqual([]);
    await truncate(path, MIB);
    await driver.createSnapshot(snapshot, volume);
    expect((await stat(join(directory(), 'volumes', 'snapshots', `snapshot-${snapshot}`))).size).toBe(MIB);
  });
});

describeOn('a file system with reflinks', xfs, (directory) => {
  it('shares the blocks of snapshots and clones', async () => {
    const driver = new FileVolumeDriver(join(directory(), 'volumes'));
    await driver.checkForSetupError();
    const [volume, snapshot, clone] = [randomUUID(), randomUUID(), randomUUID()];
    await driver.createVolume(volume, 1);
    await write(join(directory(), 'volumes', `volume-${volume}`), 0, 64 * MIB);
    const before = await statfs(directory());
    await driver.createSnapshot(snapshot, volume);
    await driver.createVolumeFromSnapshot(clone, 2, snapshot);
    const after = await statfs(directory());
    expect((before.bfree - after.bfree) * before.bsize).toBeLessThan(8 * MIB);
  });
});
