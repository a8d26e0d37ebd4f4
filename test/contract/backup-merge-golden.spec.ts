import { createHash } from 'node:crypto';
import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { InlinePool } from '../../src/drivers/backup/chunked/engine/pool/inline-pool.js';
import { createPosixBackupDriver } from '../../src/drivers/backup/chunked/posix-backup-driver.js';
import { openObjectStore } from '../../src/drivers/backup/object-store/open-object-store.js';
import type { BackupDescription } from '../../src/drivers/backup/port.js';
import { BackupRig } from '../support/backup-rig.js';
import { GOLDEN_COMPRESSIONS, goldenChain, goldenRoot } from '../support/golden-backups.js';

interface Made {
  readonly backup: BackupDescription;
}

describe.each(GOLDEN_COMPRESSIONS)('a chain of a real Cinder with compression %s', (compression) => {
  const recorded = goldenChain(compression);
  const chain = recorded.map(({ fields }) => ({
    backup: { ...fields, created_at: '2026-11-21T03:45:07.000000' } satisfies BackupDescription,
  }));
  let rig: BackupRig;

  beforeEach(async () => {
    rig = await BackupRig.create((directory) =>
      createPosixBackupDriver({
        backup_posix_path: join(directory, 'store'),
        spoolDirectory: join(directory, 'spool'),
        pool: new InlinePool({ openStore: openObjectStore }),
      }),
    );
    await cp(goldenRoot(compression), join(rig.directory, 'store'), { recursive: true });
  });
  afterEach(() => rig.remove());

  /** Takes a layer out, as often as there are children to carry it. */
  async function takeOut(number: number): Promise<void> {
    const [gone] = chain.slice(number, number + 1);
    const [child] = chain.slice(number + 1, number + 2);
    if (gone === undefined || child === undefined) throw new Error('no such layers');
    await merge(gone, child, gone.backup.parent_id);
    await rig.driver.delete(gone.backup);
  }

  const merge = (parent: Made, { backup }: Made, new_parent_id: string | null) =>
    rig.driver.mergeLayer({
      parent: parent.backup,
      backup,
      new_parent_id,
      confirm: async () => {},
      signal: new AbortController().signal,
    });

  async function expectHolds(layers: readonly number[]): Promise<void> {
    const last = recorded[layers.at(-1) ?? 0];
    const size = last?.bytes ?? 0;
    for (const before of [undefined, Buffer.alloc(size, 0xaa)]) {
      const restored = await rig.restore(
        chain.filter((_, layer) => layers.includes(layer)),
        { size, before },
      );
      expect(createHash('sha256').update(restored).digest('hex')).toBe(last?.sha256_of_volume);
    }
  }

  it('restores without its bottom', async () => {
    await takeOut(0);
    await expectHolds([1]);
    await expectHolds([1, 2]);
  });

  it('restores without its middle, then without its bottom', async () => {
    await takeOut(1);
    await expectHolds([0]);
    await expectHolds([0, 2]);
    const [full, , top] = chain;
    if (full === undefined || top === undefined) throw new Error('no chain');
    await merge(full, top, null);
    await rig.driver.delete(full.backup);
    await expectHolds([2]);
  });
});
