import { randomUUID } from 'node:crypto';
import { chmod, mkdir, mkdtemp, open, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FileVolumeDriver } from './file-volume-driver.js';
import { temporaryName } from './new-file.js';

const MIB = 2 ** 20;
/** Above every pid the kernel gives out, so surely dead. */
const DEAD_PID = 2 ** 30;

let directory: string;
let root: string;
let driver: FileVolumeDriver;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'emberlog-file-volumes-'));
  root = join(directory, 'volumes');
  driver = new FileVolumeDriver(root);
  await driver.checkForSetupError();
});
afterEach(() => rm(directory, { recursive: true, force: true }));

const blocksOf = async (path: string): Promise<number> => (await stat(path)).blocks * 512;
const fill = async (path: string, length: number): Promise<void> => {
  await using file = await open(path, 'r+');
  await file.write(Buffer.alloc(length, 1), 0, length, 512 * MIB);
  await file.sync();
};

describe('files', () => {
  it('lie where scripts expect them, with the rights of Cinder’s file drivers', async () => {
    const [volume, snapshot] = [randomUUID(), randomUUID()];
    await driver.createVolume(volume, 1);
    await driver.createSnapshot(snapshot, volume);
    expect((await stat(join(root, `volume-${volume}`))).mode & 0o777).toBe(0o660);
    expect((await stat(join(root, 'snapshots', `snapshot-${snapshot}`))).mode & 0o777).toBe(0o440);
    expect((await readdir(root)).sort()).toEqual(['snapshots', `volume-${volume}`]);
  });

  it('stay sparse through snapshot, clone and extension', async () => {
    const [volume, snapshot, clone] = [randomUUID(), randomUUID(), randomUUID()];
    await driver.createVolume(volume, 4);
    await fill(join(root, `volume-${volume}`), MIB);
    await driver.createSnapshot(snapshot, volume);
    await driver.createVolumeFromSnapshot(clone, 8, snapshot);
    expect(await blocksOf(join(root, `volume-${clone}`))).toBeLessThan(2 * MIB);
    expect(await blocksOf(join(root, `volume-${clone}`))).toBeGreaterThanOrEqual(MIB);
  });
});

describe('leftovers of killed processes', () => {
  it('are removed at set-up, and nothing else is', async () => {
    const volume = randomUUID();
    await driver.createVolume(volume, 1);
    const alive = temporaryName(process.ppid);
    const others = [`volume-${volume}`, 'notes.txt', '.new-notes', 'snapshots', alive];
    for (const name of [
      temporaryName(DEAD_PID),
      temporaryName(process.pid),
      'notes.txt',
      '.new-notes',
      alive,
    ]) {
      await writeFile(join(root, name), 'half');
    }
    await writeFile(join(root, 'snapshots', temporaryName(DEAD_PID)), 'half');
    await driver.checkForSetupError();
    expect((await readdir(root)).sort()).toEqual(others.sort());
    expect(await readdir(join(root, 'snapshots'))).toEqual([]);
  });

  it('do not include what this process is writing', async () => {
    const [volume, clones] = [randomUUID(), [randomUUID(), randomUUID(), randomUUID()]];
    await driver.createVolume(volume, 1);
    await fill(join(root, `volume-${volume}`), 32 * MIB);
    const copying = clones.map((clone) => driver.createClonedVolume(clone, 1, volume));
    await driver.checkForSetupError();
    await Promise.all(copying);
    expect((await readdir(root)).length).toBe(1 + 1 + clones.length);
  });
});

describe('errors', () => {
  it('name a file where the directory should be', async () => {
    await writeFile(join(directory, 'occupied'), '');
    await expect(new FileVolumeDriver(join(directory, 'occupied')).checkForSetupError()).rejects.toThrow(
      /could not prepare the volume directory: .*\(.*occupied\)/,
    );
  });

  it('name the source of a copy that cannot be read, and leave nothing behind', async () => {
    const [volume, clone] = [randomUUID(), randomUUID()];
    // A directory in the place of the volume: unreadable as a file for every user.
    await mkdir(join(root, `volume-${volume}`));
    await expect(driver.createClonedVolume(clone, 1, volume)).rejects.toThrow(
      /could not create volume .* from volume .*directory/,
    );
    expect((await readdir(root)).sort()).toEqual(['snapshots', `volume-${volume}`]);
  });

  const asRoot = process.getuid?.() === 0;
  (asRoot ? it.skip : it)(
    `say when rights are missing${asRoot ? ' (skipped: root has them all)' : ''}`,
    async () => {
      await chmod(root, 0o500);
      await expect(driver.createVolume(randomUUID(), 1)).rejects.toThrow(
        'the service has no right to do that',
      );
    },
  );
});
