import { mkdtemp, readdir, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cinderConfiguration } from '../../bench/cinder/cinder-configuration.js';
import { CinderDriver } from '../../bench/cinder/cinder-driver.js';
import { expectCinder } from '../../bench/cinder/cinder-python.js';
import { changedFile, preparedFile } from '../../bench/prepared-volume.js';
import { describeWithCinder } from '../support/describe-with-cinder.js';
import { firstDifference } from '../support/e2e-bytes.js';

describe("Cinder's own driver, for the bench", () => {
  it('is asked for by the name of its package where it is not installed', async () => {
    const message = /needs Debian's package python3-cinder, but \S+ does not find the module cinder/;
    await expect(expectCinder('/bin/false')).rejects.toThrow(message);
    await expect(expectCinder('/no/such/python')).rejects.toThrow(message);
  });

  it('is told how to store what it backs up', () => {
    const settings = { directory: '/data/cinder', compression: 'zstd', objectBytes: 52_428_800 } as const;
    const lines = cinderConfiguration(settings).split('\n');
    expect(lines).toEqual(
      expect.arrayContaining([
        'backup_posix_path = /data/cinder/backups',
        'backup_compression_algorithm = zstd',
        'backup_file_size = 52428800',
      ]),
    );
  });
});

describeWithCinder("Cinder's own driver", () => {
  let directory: string;
  let cinder: CinderDriver;
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'emberlog-bench-cinder-'));
    cinder = await CinderDriver.start({ directory, compression: 'zlib', objectBytes: 2 ** 20 });
  });
  afterEach(async () => {
    await cinder.stop();
    await rm(directory, { recursive: true });
  });

  const storedObjects = async (): Promise<number> => {
    const files = await readdir(join(directory, 'backups'), { recursive: true });
    return files.filter((name) => /-\d{5}$/.test(name)).length;
  };

  it('backs up, backs up what has changed, and restores both', async () => {
    expect(cinder.version).toMatch(/^\d+\.\d+/);
    const volume = join(directory, 'volume');
    await preparedFile(volume, 4);
    const full = await cinder.backup(volume, null);
    expect(full.seconds).toBeGreaterThan(0);
    expect(await storedObjects()).toBe(4);
    await changedFile(volume, 100);
    const incremental = await cinder.backup(volume, full.id);
    // 5 % of 64 pieces, of which two may lie side by side.
    expect((await storedObjects()) - 4).toBeGreaterThanOrEqual(1);
    expect((await storedObjects()) - 4).toBeLessThanOrEqual(3);
    const target = join(directory, 'restored');
    await writeFile(target, '');
    await truncate(target, 4 * 2 ** 20);
    expect(await cinder.restore(incremental.id, target)).toBeGreaterThan(0);
    expect(await firstDifference(target, volume)).toBeNull();
  });

  it('tells why it ended when something fails, again and again', async () => {
    await expect(cinder.backup(join(directory, 'nowhere'), null)).rejects.toThrow(/FileNotFoundError/);
    await expect(cinder.restore('x', 'y')).rejects.toThrow(/Cinder's driver ended/);
  });
});
