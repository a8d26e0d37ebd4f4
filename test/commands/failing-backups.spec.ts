import { BackupStoreError, InvalidBackup } from '../../src/drivers/backup/port.js';
import { DeviceNotFound } from '../../src/drivers/connector/port.js';
import { VolumeBackendError } from '../../src/drivers/volume/port.js';
import { filledVolume, withFull, withSnapshot } from '../support/bench-givens.js';
import { belongingsOf, expectOrder } from '../support/bench-order.js';
import type { BenchProcess } from '../support/bench-process.js';
import { Requests } from '../support/bench-requests.js';
import { CommandBench } from '../support/command-bench.js';
import { eventually } from '../support/eventually.js';

let bench: CommandBench;
beforeAll(async () => {
  bench = await CommandBench.start();
});
afterAll(() => bench.close());

let projects = 0;
const someone = (): Requests => new Requests(`failing-project-${++projects}`);

/** What breaks, and the fail_reason that a user reads. */
const failures: Record<string, readonly [(process: BenchProcess) => void, string]> = {
  'the export of the device': [
    ({ volumeFaults }) => volumeFaults.fail('initializeConnection', new VolumeBackendError('target is down')),
    'target is down',
  ],
  'the connection to the device': [
    ({ connectorFaults }) => connectorFaults.fail('connect', new DeviceNotFound('no such path')),
    'no such path',
  ],
  'a store that is full': [
    ({ backupFaults }) => backupFaults.fail('backup', new BackupStoreError('no space left in the store')),
    'no space left in the store',
  ],
  'the backup itself': [
    ({ backupFaults }) => backupFaults.fail('backup', new InvalidBackup('Do a full backup.')),
    'Invalid backup: Do a full backup.',
  ],
  'something that is no Error': [
    ({ backupFaults }) => backupFaults.run('backup', () => Promise.reject('just a word')),
    'just a word',
  ],
};

describe('a backup ends in error, its source is free, its quota is kept until it is deleted', () => {
  it.each(Object.entries(failures))('%s fails', async (_name, [breakIt, fail_reason]) => {
    const by = someone();
    const { volume, full } = await withFull(bench, by);
    breakIt(bench.process);
    const { id } = await bench.execute(by.createBackup(volume, { incremental: true }));
    await bench.settle();
    expect(await bench.backup(id)).toMatchObject({ status: 'error', fail_reason });
    expect(await bench.volume(volume)).toMatchObject({
      status: 'available',
      previous_status: 'error_backing-up',
    });
    expect(await bench.backup(full)).toMatchObject({ children: [id], dependents: [] });
    expect((await bench.quota(by.project)).in_use).toMatchObject({ backups: 2 });
    await expectOrder(bench, by.project);
    await bench.execute(by.deleteBackup(id));
    await bench.settle();
    expect((await bench.quota(by.project)).in_use).toMatchObject({ backups: 1 });
    await expectOrder(bench, by.project);
  });

  it('no host is in the zone that was asked for', async () => {
    const by = someone();
    const { volume } = await filledVolume(bench, by);
    const { id } = await bench.execute(by.createBackup(volume, { availability_zone: 'mars' }));
    await bench.settle();
    expect(await bench.backup(id)).toMatchObject({
      status: 'error',
      fail_reason: 'Service not found for creating backup.',
      service: null,
    });
    await expectOrder(bench, by.project);
  });

  it('a snapshot is read', async () => {
    const by = someone();
    const { volume, snapshot } = await withSnapshot(bench, by);
    bench.process.backupFaults.fail('backup', new BackupStoreError('gone'));
    const { id } = await bench.execute(by.createBackup(volume, { snapshot_id: snapshot }));
    await bench.settle();
    expect((await bench.backup(id)).status).toBe('error');
    expect((await bench.snapshot(snapshot)).status).toBe('available');
    await expectOrder(bench, by.project);
  });
});

describe('what only gives back is tried again until it succeeds', () => {
  const always = Number.POSITIVE_INFINITY;
  const unless = (isMended: () => boolean, error: Error) => () =>
    isMended() ? undefined : Promise.reject(error);
  const stubborn: Record<string, (process: BenchProcess, isMended: () => boolean) => void> = {
    'the disconnection': ({ connectorFaults }, isMended) =>
      connectorFaults.run('disconnect', unless(isMended, new Error('busy')), always),
    'the removal of the export': ({ volumeFaults }, isMended) =>
      volumeFaults.run('terminateConnection', unless(isMended, new VolumeBackendError('busy')), always),
  };

  it.each(Object.entries(stubborn))('%s', async (_name, breakIt) => {
    const by = someone();
    const { volume } = await filledVolume(bench, by);
    // Not once only: an event that is heard late has the step tried again at once.
    let isMended = false;
    breakIt(bench.process, () => isMended);
    const { jobErrors } = bench.process;
    jobErrors.length = 0;
    const { id } = await bench.execute(by.createBackup(volume));
    await eventually(() => expect(jobErrors.join()).toContain('busy'));
    expect((await bench.volume(volume)).status).toBe('backing-up');
    await bench.idle();
    isMended = true;
    await bench.reconcile(60_000);
    await bench.settle();
    expect((await bench.backup(id)).status).toBe('available');
    await expectOrder(bench, by.project);
  });
});

describe('a log that is away for a moment', () => {
  it('fails no backup, wherever it happens', async () => {
    const by = someone();
    const { volume } = await filledVolume(bench, by);
    for (let at = 5; at <= 17; at++) {
      bench.process.log.set({ at, when: at % 2 === 0 ? 'before' : 'after', how: 'fail' });
      const { struck } = bench.process.log;
      await bench.execute(by.createBackup(volume));
      await struck;
      await bench.idle();
      await bench.reconcile(60_000);
      await bench.settle();
    }
    bench.process.log.set(null);
    await bench.reconcile();
    const { backups } = belongingsOf(bench, by.project);
    expect(new Set(backups.map(({ status }) => status))).toEqual(new Set(['available']));
    await expectOrder(bench, by.project);
  });
});
