import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { open, readdir, stat, statfs, truncate } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FileVolumeDriver } from '../src/drivers/volume/file/file-volume-driver.js';

/** The file driver on file systems with a will of their own. Mounting takes root and the tools; without them: skipped. */
const MIB = 2 ** 20;

const run = (command: string, ...parameters: string[]): void => {
  execFileSync(command, parameters, { stdio: ['ignore', 'ignore', 'pipe'] });
};

type MakeFileSystem = (image: string, directory: string) => void;

const mount = (make: MakeFileSystem): { directory: string; unmount(): void } => {
  const base = mkdtempSync(join(tmpdir(), 'emberlog-mount-'));
  const directory = join(base, 'mounted');
  try {
    mkdirSync(directory);
    make(join(base, 'image'), directory);
  } catch (error) {
    rmSync(base, { recursive: true });
    throw error;
  }
  const unmount = (): void => {
    run('umount', directory);
    rmSync(base, { recursive: true });
  };
  return { directory, unmount };
};

/** Tried before the tests are named, so that the name of a skipped one can say why. */
const reasonAgainst = (make: MakeFileSystem): string | undefined => {
  try {
    mount(make).unmount();
    return undefined;
  } catch (error) {
    return String(error).split('\n')[0];
  }
};

const describeOn = (name: string, make: MakeFileSystem, tests: (directory: () => string) => void): void => {
  const reason = reasonAgainst(make);
  const define = reason ? describe.skip : describe;
  define(reason ? `${name} (skipped: ${reason})` : name, () => {
    let mounted: ReturnType<typeof mount>;
    beforeAll(() => {
      mounted = mount(make);
    });
    afterAll(() => mounted.unmount());
    tests(() => mounted.directory);
  });
};

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

const xfs: MakeFileSystem = (image, directory) => {
  run('truncate', '-s', '320M', image);
  run('mkfs.xfs', '-q', '-m', 'reflink=1', image);
  run('mount', '-o', 'loop', image, directory);
};
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
