import { jest } from '@jest/globals';
import { expectOrder } from '../../../test/support/bench-order.js';
import { filledVolume, firstBytes, withFull } from '../../../test/support/bench-givens.js';
import { Requests } from '../../../test/support/bench-requests.js';
import { CommandBench } from '../../../test/support/command-bench.js';
import { Worker } from '../worker.js';

describe('os-reset_status of a backup', () => {
  let bench: CommandBench;
  beforeAll(async () => {
    bench = await CommandBench.start();
  });
  afterAll(() => bench.close());
  afterEach(() => jest.restoreAllMocks());

  it('while it is made leaves the create going on', async () => {
    const by = new Requests('project-reset-creating');
    const { volume } = await filledVolume(bench, by);
    let id = '';
    bench.process.backupFaults.run('backup', async () => {
      await bench.execute(by.resetBackup(id, 'error'));
      expect((await bench.backup(id)).status).toBe('error');
    });
    ({ id } = await bench.execute(by.createBackup(volume)));
    await bench.settle();
    expect((await bench.backup(id)).status).toBe('available');
    expect((await bench.stored(id)).equals(firstBytes)).toBe(true);
    await expectOrder(bench, by.project);
  });

  it.each([
    ['is told at once', false],
    ['finds out by itself', true],
  ])('cancels a restore, which %s: the volume is an error, the written status stays', async (_, deaf) => {
    const by = new Requests(`project-reset-restoring-${deaf}`);
    const { full } = await withFull(bench, by);
    if (deaf) jest.spyOn(Worker.prototype, 'stopData').mockImplementation(() => undefined);
    bench.process.backupFaults.run('restore', () => bench.execute(by.resetBackup(full, 'error')));
    const { volume_id } = await bench.execute(by.restore(full));
    await bench.settle();
    expect((await bench.volume(volume_id)).status).toBe('error');
    expect((await bench.backup(full)).status).toBe('error');
    await expectOrder(bench, by.project);
    await bench.execute(by.resetBackup(full, 'available'));
    expect((await bench.stored(full)).equals(firstBytes)).toBe(true);
  });

  it('of another project finds nothing', async () => {
    const by = new Requests('project-reset-mine');
    const { full } = await withFull(bench, by);
    await expect(
      bench.execute(new Requests('project-reset-theirs').resetBackup(full, 'error')),
    ).rejects.toThrow(`Backup ${full} could not be found.`);
  });
});
