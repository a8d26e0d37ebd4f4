import { jest } from '@jest/globals';
import { expectOrder } from '../../../test/support/bench-order.js';
import { filledVolume, firstBytes, withFull } from '../../../test/support/bench-givens.js';
import { Requests } from '../../../test/support/bench-requests.js';
import { CommandBench } from '../../../test/support/command-bench.js';
import type { BackupDriver } from '../../drivers/backup/port.js';
import { AggregateStore } from '../aggregate-store.js';
import { FindVisible } from '../find-visible.js';
import { ReadYourWrites } from '../read-your-writes.js';
import { RestoreCancelling } from '../restore-cancelling.js';
import { Worker } from '../worker.js';
import { DeleteBackupHandler } from './delete-backup.handler.js';

describe('A forced delete', () => {
  let bench: CommandBench;
  beforeAll(async () => {
    bench = await CommandBench.start();
  });
  afterAll(() => bench.close());
  afterEach(() => jest.restoreAllMocks());

  /** Runs this when the n-th object of a backup has been recorded, before the transfer goes on. */
  const afterChunk = (n: number, then: () => Promise<unknown>): void => {
    const { log } = bench.process;
    const append = log.append.bind(log);
    let chunks = 0;
    jest.spyOn(log, 'append').mockImplementation(async (stream, expected, events) => {
      const result = await append(stream, expected, events);
      if (events[0]?.type === 'ChunkWritten' && ++chunks === n) await then();
      return result;
    });
  };

  const expectCancelled = async (by: Requests, volume: string, id: string): Promise<void> => {
    const types = await bench.types(`backup-${id}`);
    expect(types.slice(types.indexOf('BackupDeletionRequested'))).toEqual([
      'BackupDeletionRequested',
      'BackupCancelRequested',
      'BackupStepFailed',
      'BackupDeviceDetached',
      'BackupDeviceUnexported',
      'BackupCancelled',
      'BackupObjectsDeleted',
      'BackupDeleted',
    ]);
    const { status, previous_status } = await bench.volume(volume);
    expect({ status, previous_status }).toEqual({ status: 'available', previous_status: 'backing-up' });
    await expectOrder(bench, by.project);
  };

  it.each([
    ['is told at once', false],
    ['finds out by itself', true],
  ])('ends a running create, whose transfer %s, and leaves nothing of it', async (_, deaf) => {
    const by = new Requests(`project-cancel-${deaf}`);
    const { volume } = await filledVolume(bench, by);
    if (deaf) jest.spyOn(Worker.prototype, 'stopData').mockImplementation(() => undefined);
    let id = '';
    afterChunk(2, () => bench.execute(by.deleteBackup(id, true)));
    ({ id } = await bench.execute(by.createBackup(volume)));
    await bench.settle();
    expect((await bench.types(`backupData-${id}`)).length).toBe(2);
    await expectCancelled(by, volume, id);
  });

  it('goes on after a crash', async () => {
    const by = new Requests('project-cancel-crash');
    const { volume } = await filledVolume(bench, by);
    let id = '';
    const requested = new Promise<void>((resolve) => {
      afterChunk(1, async () => {
        await bench.execute(by.deleteBackup(id, true));
        resolve();
        await new Promise(() => undefined);
      });
    });
    ({ id } = await bench.execute(by.createBackup(volume)));
    await requested;
    await bench.crash();
    await bench.settle();
    await expectCancelled(by, volume, id);
  });

  it('of an incremental frees its parent', async () => {
    const by = new Requests('project-cancel-incremental');
    const { volume, full } = await withFull(bench, by);
    let id = '';
    afterChunk(1, () => bench.execute(by.deleteBackup(id, true)));
    ({ id } = await bench.execute(by.createBackup(volume, { incremental: true })));
    await expect(bench.execute(by.deleteBackup(full, true))).rejects.toThrow(
      'Invalid backup: Incremental backups exist for this backup.',
    );
    await bench.settle();
    await expectCancelled(by, volume, id);
    expect(await bench.backup(full)).toMatchObject({ children: [], dependents: [] });
    expect((await bench.stored(full)).equals(firstBytes)).toBe(true);
  });

  it('of a backup that is being restored ends the restore first', async () => {
    const by = new Requests('project-cancel-restoring');
    const { full } = await withFull(bench, by);
    bench.process.backupFaults.run('restore', () => bench.execute(by.deleteBackup(full, true)));
    const { volume_id } = await bench.execute(by.restore(full));
    await bench.settle();
    expect((await bench.volume(volume_id)).status).toBe('error');
    expect((await bench.backup(full)).status).toBe('deleted');
    await expectOrder(bench, by.project);
  });

  it('is refused when the driver cannot, after the backup was found', async () => {
    const by = new Requests('project-cancel-unsupported');
    const { full } = await withFull(bench, by);
    const { process } = bench;
    const handler = new DeleteBackupHandler(
      process.get(AggregateStore),
      process.get(FindVisible),
      process.get(RestoreCancelling),
      process.get(ReadYourWrites),
      { supportsForceDelete: false } as BackupDriver,
      { now: () => new Date() },
    );
    const refusal = { code: 'NotSupportedOperation', message: 'Operation not supported: force delete.' };
    await expect(handler.execute(by.deleteBackup(full, true))).rejects.toMatchObject(refusal);
    const other = new Requests('project-cancel-other');
    await expect(handler.execute(other.deleteBackup(full, true))).rejects.toThrow('could not be found');
    await handler.execute(by.deleteBackup(full));
    await bench.settle();
    expect((await bench.backup(full)).status).toBe('deleted');
  });
});
