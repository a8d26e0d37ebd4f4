import { firstBytes, secondBytes, withSnapshot } from '../../../test/support/bench-givens.js';
import { expectOrder } from '../../../test/support/bench-order.js';
import { Requests } from '../../../test/support/bench-requests.js';
import { CommandBench } from '../../../test/support/command-bench.js';
import { VolumeBackendError } from '../../drivers/volume/port.js';

let bench: CommandBench;
beforeAll(async () => {
  bench = await CommandBench.start();
});
afterAll(() => bench.close());

let projects = 0;
const someone = (): Requests => new Requests(`revert-project-${++projects}`);

describe('RevertVolume', () => {
  it('gives the volume the bytes of its newest snapshot', async () => {
    const by = someone();
    const { volume, snapshot } = await withSnapshot(bench, by);
    bench.process.log.appends.length = 0;
    await bench.execute(by.revert(volume, snapshot));
    await bench.settle();
    expect(bench.process.log.appends).toEqual([
      `volume-${volume}: VolumeRevertRequested`,
      `snapshot-${snapshot}: SnapshotStatusChanged`,
      `volume-${volume}: VolumeRevertPrepared`,
      `snapshot-${snapshot}: SnapshotStatusChanged`,
      `volume-${volume}: VolumeReverted`,
    ]);
    expect((await bench.bytes(volume)).equals(firstBytes)).toBe(true);
    expect((await bench.snapshot(snapshot)).status).toBe('available');
    await expectOrder(bench, by.project);
  });

  it('lets one of many requests through', async () => {
    const by = someone();
    const { volume, snapshot } = await withSnapshot(bench, by);
    const asked = Array.from({ length: 10 }, () => bench.execute(by.revert(volume, snapshot)));
    const answers = await Promise.allSettled(asked);
    expect(answers.filter(({ status }) => status === 'fulfilled').length).toBe(1);
    await bench.settle();
    await expectOrder(bench, by.project);
  });

  it('is not found by others', async () => {
    const { volume, snapshot } = await withSnapshot(bench, someone());
    await expect(bench.execute(someone().revert(volume, snapshot))).rejects.toMatchObject({
      code: 'VolumeNotFound',
    });
  });

  it('does nothing when somebody was faster with the snapshot', async () => {
    const by = someone();
    const { volume, snapshot } = await withSnapshot(bench, by);
    bench.process.log.before(/VolumeRevertRequested/, () => bench.execute(by.deleteSnapshot(snapshot)));
    await bench.execute(by.revert(volume, snapshot));
    await bench.settle();
    expect((await bench.volume(volume)).status).toBe('available');
    expect((await bench.bytes(volume)).equals(secondBytes)).toBe(true);
    await expectOrder(bench, by.project);
  });

  it.each(['prepareRevert', 'revertVolume'] as const)(
    'that fails at %s leaves an error, its bytes and the snapshot',
    async (method) => {
      const by = someone();
      const { volume, snapshot } = await withSnapshot(bench, by);
      bench.process.volumeFaults.fail(method, new VolumeBackendError('the backend is full'));
      await bench.execute(by.revert(volume, snapshot));
      await bench.settle();
      expect(await bench.volume(volume)).toMatchObject({
        status: 'error',
        fail_reason: 'the backend is full',
      });
      expect((await bench.snapshot(snapshot)).status).toBe('available');
      expect((await bench.bytes(volume)).equals(secondBytes)).toBe(true);
      await expectOrder(bench, by.project);
    },
  );
});
