import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ThreadPool } from '../../src/drivers/backup/chunked/engine/pool/thread-pool.js';
import { createPosixBackupDriver } from '../../src/drivers/backup/chunked/posix-backup-driver.js';
import type { BackupDescription } from '../../src/drivers/backup/port.js';
import { BackupRig } from '../support/backup-rig.js';

interface RecordedBackup {
  readonly fields: BackupDescription;
  readonly sha256_of_volume: string;
  readonly bytes: number;
}

const golden = join(import.meta.dirname, '../golden/backups');
const pool = new ThreadPool({ threads: 2 });
afterAll(() => pool.close());

describe.each(['none', 'zlib', 'bz2', 'zstd'])(
  'a chain that a running Cinder wrote with compression %s',
  (compression) => {
    const recorded = JSON.parse(
      readFileSync(join(golden, compression, 'backups.json'), 'utf8'),
    ) as RecordedBackup[];
    let spoolDirectory: string;
    let rig: BackupRig;

    beforeEach(async () => {
      spoolDirectory = await mkdtemp(join(tmpdir(), 'emberlog-golden-'));
      rig = await BackupRig.create(() =>
        createPosixBackupDriver({
          backup_posix_path: join(golden, compression, 'repository'),
          spoolDirectory,
          pool,
        }),
      );
    });
    afterEach(async () => {
      await rig.remove();
      await rm(spoolDirectory, { recursive: true });
    });

    it.each([1, 2, 3])('restores its first %i backups onto a new and onto an old target', async (length) => {
      const chain = recorded.slice(0, length).map(({ fields }) => ({ backup: fields }));
      const last = recorded[length - 1];
      const size = last?.bytes ?? 0;
      for (const before of [undefined, Buffer.alloc(size, 0xaa)]) {
        const restored = await rig.restore(chain, { size, before });
        expect(createHash('sha256').update(restored).digest('hex')).toBe(last?.sha256_of_volume);
      }
    });
  },
);
