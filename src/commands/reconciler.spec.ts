import { filledVolume, withFull } from '../../test/support/bench-givens.js';
import { belongingsOf, expectOrder } from '../../test/support/bench-order.js';
import { Requests } from '../../test/support/bench-requests.js';
import { CommandBench } from '../../test/support/command-bench.js';
import { AlreadyExists } from './aggregate-store.js';
import { Reconciler } from './reconciler.js';

let bench: CommandBench;
beforeAll(async () => {
  bench = await CommandBench.start();
});
afterAll(() => bench.close());

/** No host is lost. */
const everybodyUp = { settle: async <T>(unfinished: T): Promise<T> => unfinished };

let projects = 0;
const someone = (): Requests => new Requests(`reconciler-project-${++projects}`);

describe('a request that is still at work', () => {
  it('is left alone for a minute', async () => {
    const by = someone();
    const { volume } = await filledVolume(bench, by);
    bench.process.log.before(/BackupRequested/, () => bench.reconcile(60_000));
    const { id } = await bench.execute(by.createBackup(volume));
    await bench.settle();
    expect((await bench.backup(id)).status).toBe('available');
    await expectOrder(bench, by.project);
  });

  it('is closed after that, so that a slow handler cannot begin it any more', async () => {
    const by = someone();
    const { volume } = await filledVolume(bench, by);
    bench.process.log.before(/BackupRequested/, async () => {
      bench.clockAheadMs = 61_000;
      await bench.reconcile(60_000);
      bench.clockAheadMs = 0;
      expect((await bench.volume(volume)).status).toBe('available');
    });
    await expect(bench.execute(by.createBackup(volume))).rejects.toThrow(AlreadyExists);
    await bench.settle();
    expect(belongingsOf(bench, by.project).backups).toEqual([]);
    await expectOrder(bench, by.project);
  });

  it.each([/VolumeCreateRequested/, /RestoreRequested/])(
    'to a new volume from a backup: the same for %s',
    async (append) => {
      const by = someone();
      const { full } = await withFull(bench, by);
      bench.process.log.before(append, async () => {
        bench.clockAheadMs = 61_000;
        await bench.reconcile(60_000);
        bench.clockAheadMs = 0;
      });
      await expect(bench.execute(by.restore(full))).rejects.toThrow(AlreadyExists);
      await bench.settle();
      await bench.reconcile();
      expect((await bench.backup(full)).status).toBe('available');
      await expectOrder(bench, by.project);
    },
  );

  it('is left alone by the first pass of its own process too', async () => {
    const by = someone();
    const { volume } = await filledVolume(bench, by);
    bench.process.log.before(/BackupRequested/, async () => {
      const claims = bench.process.lookup;
      const settled: unknown[] = [];
      const settlement = { settle: async (claim: unknown) => void settled.push(claim) };
      // A process that began before the request, and whose read model has caught up only now.
      const born = new Date(Date.now() - 5_000);
      let now = born;
      const clock = { now: () => now };
      const manager = { dispatch: async () => undefined };
      const reconciler = new Reconciler(claims, manager as never, settlement as never, everybodyUp as never, {
        clock,
        everyMs: 3_600_000,
        settleAfterMs: 60_000,
        alone: true,
      });
      now = new Date();
      await bench.process.runner.catchUp();
      reconciler.start();
      await reconciler.stop();
      expect(settled).toEqual([]);
    });
    await bench.execute(by.createBackup(volume));
    await bench.settle();
  });
});

describe('a pass', () => {
  it('brings back a step that nobody was told of', async () => {
    const by = someone();
    const { volume } = await filledVolume(bench, by);
    const { lanes } = bench.process;
    const enqueue = lanes.control.enqueue.bind(lanes.control);
    lanes.control.enqueue = async () => undefined;
    const { id } = await bench.execute(by.createBackup(volume));
    await bench.process.runner.catchUp();
    expect(await lanes.control.pending()).toEqual([]);
    lanes.control.enqueue = enqueue;
    await bench.reconcile(60_000);
    await bench.settle();
    expect((await bench.backup(id)).status).toBe('available');
  });

  it('changes nothing when nothing is left open, however often', async () => {
    const by = someone();
    await withFull(bench, by);
    bench.process.log.appends.length = 0;
    for (let n = 0; n < 3; n++) await bench.reconcile();
    expect(bench.process.log.appends).toEqual([]);
  });

  it('settles the other claims when one cannot be', async () => {
    const claims = ['a', 'b', 'c'].map((operation_id) => ({
      holder: 'volume-v',
      operation: 'backup' as const,
      operation_id,
      since: '2026',
    }));
    const settled: string[] = [];
    const settle = async ({ operation_id }: { readonly operation_id: string }): Promise<void> => {
      if (operation_id === 'a') throw new Error('no');
      settled.push(operation_id);
    };
    const lookup = { unfinished: async () => [], claimsBefore: async () => claims };
    const clock = { now: () => new Date() };
    const reconciler = new Reconciler(
      lookup as never,
      {} as never,
      { settle } as never,
      everybodyUp as never,
      { clock, everyMs: 3_600_000, settleAfterMs: 60_000, alone: true },
    );
    await reconciler.pass(0);
    expect(settled).toEqual(['b', 'c']);
  });
});
