import { BackupStoreError, InvalidBackup } from '../../src/drivers/backup/port.js';
import { DeviceNotFound } from '../../src/drivers/connector/port.js';
import { VolumeBackendError } from '../../src/drivers/volume/port.js';
import { withFull } from '../support/bench-givens.js';
import { belongingsOf, expectOrder } from '../support/bench-order.js';
import type { BenchProcess } from '../support/bench-process.js';
import { Requests } from '../support/bench-requests.js';
import { CommandBench } from '../support/command-bench.js';

let bench: CommandBench;
beforeAll(async () => {
  bench = await CommandBench.start();
});
afterAll(() => bench.close());

let projects = 0;
const someone = (): Requests => new Requests(`failing-restore-project-${++projects}`);

interface Failure {
  readonly breakIt: (process: BenchProcess) => void;
  readonly reason: string;
  /** What becomes of a new volume, of one made from the backup, and of one that was there. */
  readonly statuses: readonly [string, string, string | null];
}

const failures: Record<string, Failure> = {
  'the new volume cannot be made': {
    breakIt: ({ volumeFaults }) => volumeFaults.fail('createVolume', new VolumeBackendError('no space')),
    reason: 'no space',
    statuses: ['error', 'error', null],
  },
  'the export': {
    breakIt: ({ volumeFaults }) =>
      volumeFaults.fail('initializeConnection', new VolumeBackendError('target is down')),
    reason: 'target is down',
    statuses: ['error_restoring', 'error', 'error_restoring'],
  },
  'the connection': {
    breakIt: ({ connectorFaults }) => connectorFaults.fail('connect', new DeviceNotFound('no such path')),
    reason: 'no such path',
    statuses: ['error_restoring', 'error', 'error_restoring'],
  },
  'a damaged object': {
    breakIt: ({ backupFaults }) => backupFaults.fail('restore', new InvalidBackup('object 1 is damaged.')),
    reason: 'Invalid backup: object 1 is damaged.',
    statuses: ['error_restoring', 'error', 'error_restoring'],
  },
  'the store': {
    breakIt: ({ backupFaults }) => backupFaults.fail('restore', new BackupStoreError('the share is gone')),
    reason: 'the share is gone',
    statuses: ['error_restoring', 'error', 'error_restoring'],
  },
};

const expectFailed = async (by: Requests, volume: string, full: string, reason: string): Promise<void> => {
  const { restores } = belongingsOf(bench, by.project);
  const restore = restores.find(({ volume_id }) => volume_id === volume);
  expect(restore).toMatchObject({ phase: 'done', outcome: 'failed', fail_reason: reason });
  expect(await bench.backup(full)).toMatchObject({ status: 'available', fail_reason: null });
  await expectOrder(bench, by.project);
};

describe('a failed restore harms no backup, and the volume says what became of it', () => {
  it.each(Object.entries(failures))('%s', async (_name, { breakIt, reason, statuses }) => {
    const by = someone();
    const { volume, full } = await withFull(bench, by);
    const [restored, made, inPlace] = statuses;

    breakIt(bench.process);
    const { volume_id } = await bench.execute(by.restore(full));
    await bench.settle();
    expect((await bench.volume(volume_id)).status).toBe(restored);
    await expectFailed(by, volume_id, full, reason);

    breakIt(bench.process);
    const { id } = await bench.execute(by.createVolume({ backup_id: full }));
    await bench.settle();
    expect((await bench.volume(id)).status).toBe(made);
    await expectFailed(by, id, full, reason);

    if (inPlace !== null) {
      breakIt(bench.process);
      await bench.execute(by.restore(full, { volume_id: volume }));
      await bench.settle();
      expect((await bench.volume(volume)).status).toBe(inPlace);
      await expectFailed(by, volume, full, reason);
    }
    for (const failed of [volume_id, id]) await bench.execute(by.deleteVolume(failed));
    await bench.settle();
    await expectOrder(bench, by.project);
  });
});

describe('a new volume that is deleted by force while it is restored', () => {
  it.each(['createVolume', 'initializeConnection'] as const)('before %s', async (method) => {
    const by = someone();
    const { full } = await withFull(bench, by);
    const gate = Promise.withResolvers<void>();
    const reached = Promise.withResolvers<void>();
    bench.process.volumeFaults.run(method, () => {
      reached.resolve();
      return gate.promise;
    });
    const { volume_id } = await bench.execute(by.restore(full));
    await reached.promise;
    await bench.execute(by.deleteVolume(volume_id, { force: true }));
    // The deletion has its turn at once: it belongs to another aggregate than the restore.
    await bench.settle(300).catch(() => undefined);
    gate.resolve();
    await bench.settle();
    expect((await bench.volume(volume_id)).status).toBe('deleted');
    expect((await bench.backup(full)).status).toBe('available');
    await expectOrder(bench, by.project);
  });
});

describe('a volume or snapshot that the backend cannot make', () => {
  it('is an error with its reason, and keeps its quota until it is deleted', async () => {
    const by = someone();
    const { volume } = await withFull(bench, by);
    const broken = new VolumeBackendError('could not: no space is left');
    bench.process.volumeFaults.fail('createVolume', broken);
    bench.process.volumeFaults.fail('createClonedVolume', broken);
    bench.process.volumeFaults.fail('createSnapshot', broken);
    const { id } = await bench.execute(by.createVolume());
    const { id: clone } = await bench.execute(by.createVolume({ source_volid: volume }));
    const { id: snapshot } = await bench.execute(by.createSnapshot(volume));
    await bench.settle();
    const failed = { status: 'error', fail_reason: 'could not: no space is left' };
    expect([await bench.volume(id), await bench.volume(clone), await bench.snapshot(snapshot)]).toMatchObject(
      [failed, failed, failed],
    );
    await expectOrder(bench, by.project);
    await bench.execute(by.deleteVolume(id));
    await bench.execute(by.deleteVolume(clone));
    await bench.execute(by.deleteSnapshot(snapshot));
    await bench.settle();
    await expectOrder(bench, by.project);
  });

  it('is kept as error_deleting when it cannot be removed', async () => {
    const by = someone();
    const { volume } = await withFull(bench, by);
    bench.process.volumeFaults.fail('deleteVolume', new VolumeBackendError('it is mounted'));
    await bench.execute(by.deleteVolume(volume));
    await bench.settle();
    expect(await bench.volume(volume)).toMatchObject({
      status: 'error_deleting',
      fail_reason: 'it is mounted',
    });
    await expectOrder(bench, by.project);
    await bench.execute(by.deleteVolume(volume, { force: true }));
    await bench.settle();
    await expectOrder(bench, by.project);
  });
});
