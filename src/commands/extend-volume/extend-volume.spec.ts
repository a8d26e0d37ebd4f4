import { filledVolume } from '../../../test/support/bench-givens.js';
import { expectOrder } from '../../../test/support/bench-order.js';
import { Requests } from '../../../test/support/bench-requests.js';
import { CommandBench } from '../../../test/support/command-bench.js';
import { SMALL_GIB } from '../../../test/support/small-volumes.js';
import { VolumeBackendError } from '../../drivers/volume/port.js';

let bench: CommandBench;
beforeAll(async () => {
  bench = await CommandBench.start({ quotaLimits: { per_volume_gigabytes: 8, gigabytes: 10 } });
});
afterAll(() => bench.close());

let projects = 0;
const someone = (): Requests => new Requests(`extend-project-${++projects}`);

describe('ExtendVolume', () => {
  it('reserves the growth, grows the volume and is charged when it has grown', async () => {
    const by = someone();
    const { volume } = await filledVolume(bench, by);
    bench.process.log.appends.length = 0;
    await bench.execute(by.extend(volume, 3));
    await bench.settle();
    expect(bench.process.log.appends).toEqual([
      `quota-${by.project}: QuotaReserved`,
      `volume-${volume}: VolumeExtendRequested`,
      `volume-${volume}: VolumeExtended`,
      `quota-${by.project}: QuotaCommitted`,
    ]);
    expect(await bench.volume(volume)).toMatchObject({ status: 'available', size: 3 });
    expect((await bench.bytes(volume)).length).toBe(3 * SMALL_GIB);
    await expectOrder(bench, by.project);
  });

  it('charges the owner, whoever asks', async () => {
    const by = someone();
    const { volume } = await filledVolume(bench, by);
    await bench.execute(new Requests('admins', { is_admin: true }).extend(volume, 2));
    await bench.settle();
    expect((await bench.quota('admins')).in_use).toEqual({});
    await expectOrder(bench, by.project);
  });

  it('refuses what is not larger, too large, or over quota, and nothing is changed', async () => {
    const by = someone();
    const { volume } = await filledVolume(bench, by);
    const refusals = {
      1: 'Invalid input received: New size for extend must be greater than current size. (current: 1, extended: 1).',
      9: 'Requested volume size 9G is larger than maximum allowed limit 8G.',
    };
    for (const [size, message] of Object.entries(refusals)) {
      await expect(bench.execute(by.extend(volume, Number(size)))).rejects.toMatchObject({ message });
    }
    await bench.execute(by.createVolume({ size: 7 }));
    await expect(bench.execute(by.extend(volume, 5))).rejects.toMatchObject({
      code: 'VolumeSizeExceedsAvailableQuota',
      message:
        'Requested volume or snapshot exceeds allowed gigabytes quota. Requested 4G, quota is 10G and 8G has been consumed.',
    });
    await bench.settle();
    await expectOrder(bench, by.project);
  });

  it('lets one of many requests for the same size through, and charges it', async () => {
    const by = someone();
    const { volume } = await filledVolume(bench, by);
    const asked = Array.from({ length: 10 }, () => bench.execute(by.extend(volume, 4)));
    const answers = await Promise.allSettled(asked);
    expect(answers.filter(({ status }) => status === 'fulfilled').length).toBe(1);
    await bench.settle();
    expect((await bench.volume(volume)).size).toBe(4);
    await expectOrder(bench, by.project);
  });

  it('asks again for the right growth when the volume has grown meanwhile', async () => {
    const by = someone();
    const { volume } = await filledVolume(bench, by);
    bench.process.log.before(/VolumeExtendRequested/, () => bench.growElsewhere(volume, 2));
    await bench.execute(by.extend(volume, 5));
    await bench.settle();
    // One for the volume, three for the growth that this request asked for.
    expect((await bench.quota(by.project)).in_use).toMatchObject({ gigabytes: 4 });
  });
});

describe('an extension that the backend cannot do', () => {
  it('leaves error_extending and gives the quota back at once', async () => {
    const by = someone();
    const { volume } = await filledVolume(bench, by);
    bench.process.volumeFaults.fail('extendVolume', new VolumeBackendError('the backend is full'));
    await bench.execute(by.extend(volume, 3));
    await bench.settle();
    expect(await bench.volume(volume)).toMatchObject({
      status: 'error_extending',
      size: 1,
      fail_reason: 'the backend is full',
    });
    await expectOrder(bench, by.project);
    await bench.execute(by.deleteVolume(volume));
    await bench.settle();
    await expectOrder(bench, by.project);
  });

  it('gives it back after a crash between the two', async () => {
    const by = someone();
    const { volume } = await filledVolume(bench, by);
    bench.process.volumeFaults.fail('extendVolume', new VolumeBackendError('the backend is full'));
    bench.process.log.set({ at: 4, when: 'after', how: 'kill' });
    const asked = bench.execute(by.extend(volume, 3));
    expect(await bench.process.log.struck).toContain('VolumeExtendFailed');
    await asked;
    await bench.crash();
    await bench.reconcile();
    expect((await bench.volume(volume)).status).toBe('error_extending');
    await expectOrder(bench, by.project);
  });
});
