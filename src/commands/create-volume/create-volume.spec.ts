import { filledVolume, firstBytes, withFull, withSnapshot } from '../../../test/support/bench-givens.js';
import { belongingsOf, expectOrder } from '../../../test/support/bench-order.js';
import { Requests } from '../../../test/support/bench-requests.js';
import { CommandBench } from '../../../test/support/command-bench.js';
import { SMALL_GIB } from '../../../test/support/small-volumes.js';
import type { VolumeInput } from './create-volume.command.js';

let bench: CommandBench;
beforeAll(async () => {
  bench = await CommandBench.start({ quotaLimits: { per_volume_gigabytes: 15, volumes: 3, gigabytes: 20 } });
});
afterAll(() => bench.close());

let projects = 0;
const someone = (): Requests => new Requests(`create-project-${++projects}`);

describe('CreateVolume', () => {
  it('reserves, records and commits; the volume is made after the answer', async () => {
    const by = someone();
    bench.process.log.appends.length = 0;
    const volume = await bench.execute(by.createVolume({ size: 2, metadata: { a: 'b' } }));
    expect(volume).toMatchObject({ status: 'creating', size: 2, host: null, metadata: { a: 'b' } });
    await bench.settle();
    const appends = bench.process.log.appends;
    expect(appends.slice(0, 2)).toEqual([
      `quota-${by.project}: QuotaReserved`,
      `volume-${volume.id}: VolumeCreateRequested`,
    ]);
    expect(appends.slice(2).sort()).toEqual([
      `quota-${by.project}: QuotaCommitted`,
      `volume-${volume.id}: VolumeCreated`,
    ]);
    const { status, host, created_at } = await bench.volume(volume.id);
    expect({ status, host, created_at }).toEqual({
      status: 'available',
      host: 'node-1@file#file',
      created_at: volume.created_at,
    });
    expect((await bench.bytes(volume.id)).length).toBe(2 * SMALL_GIB);
    await expectOrder(bench, by.project);
  });

  it('says in its events who asked, the worker included', async () => {
    const by = someone();
    const command = by.createVolume();
    const { id } = await bench.execute(command);
    await bench.settle();
    const [requested, created] = await bench.events(`volume-${id}`);
    const { request_id, command_id } = command.context;
    expect(requested?.metadata).toMatchObject({
      requestId: request_id,
      $correlationId: id,
      commandId: command_id,
    });
    expect(created?.metadata).toMatchObject({
      requestId: request_id,
      $correlationId: id,
      $causationId: requested?.id,
      actor: { user_id: `user-of-${by.project}`, project_id: by.project, service: 'worker' },
    });
  });

  it('takes size and bytes from a volume, a snapshot or a backup', async () => {
    const by = someone();
    const { volume } = await filledVolume(bench, by);
    const clone = await bench.execute(by.createVolume({ source_volid: volume, size: 2 }));
    await bench.settle();
    const whole = await bench.bytes(clone.id);
    expect(whole.subarray(0, SMALL_GIB).equals(firstBytes)).toBe(true);
    expect(whole.subarray(SMALL_GIB).every((byte) => byte === 0)).toBe(true);
    const { snapshot } = await withSnapshot(bench, by);
    const other = someone();
    await expect(bench.execute(other.createVolume({ snapshot_id: snapshot }))).rejects.toMatchObject({
      message: `Snapshot ${snapshot} could not be found.`,
    });
    const { full } = await withFull(bench, other);
    const restored = await bench.execute(other.createVolume({ backup_id: full }));
    expect(restored).toMatchObject({ status: 'creating', size: 1 });
    expect((await bench.backup(full)).status).toBe('restoring');
    await bench.settle();
    expect((await bench.bytes(restored.id)).equals(firstBytes)).toBe(true);
    expect(await bench.volume(restored.id)).toMatchObject({
      status: 'available',
      metadata: { src_backup_id: full },
    });
    await expectOrder(bench, other.project);
  });
});

describe('CreateVolume refuses, and nothing is changed', () => {
  const nowhere = '00000000-0000-4000-8000-000000000000';

  it('what spec/api-core.md 2.3 refuses, in its words', async () => {
    const by = someone();
    const { volume, snapshot } = await withSnapshot(bench, by);
    const refusals: readonly (readonly [Partial<VolumeInput>, string])[] = [
      [{ source_volid: nowhere }, `Volume ${nowhere} could not be found.`],
      [{ backup_id: nowhere }, `Backup ${nowhere} could not be found.`],
      [{ size: null }, "Invalid input received: Volume size 'None' must be an integer and greater than 0"],
      [{ volume_type: 'gold' }, 'Volume type with name gold could not be found.'],
      [{ availability_zone: 'mars' }, "Availability zone 'mars' is invalid."],
      [{ size: 16 }, 'Requested volume size 16G is larger than maximum allowed limit 15G.'],
      [{ size: 0, snapshot_id: snapshot }, tooSmall('snapshot size 1GB', 'snapshot')],
      [{ size: 0, source_volid: volume }, tooSmall('original volume size  1GB', 'volume')],
    ];
    for (const [input, message] of refusals) {
      await expect(bench.execute(by.createVolume(input))).rejects.toMatchObject({ message });
    }
    expect(belongingsOf(bench, by.project).volumes.length).toBe(1);
    await expectOrder(bench, by.project);
  });

  it('a source that is busy, and a backup that is not whole', async () => {
    const by = someone();
    const { volume } = await withFull(bench, by);
    const transfer = Promise.withResolvers<void>();
    bench.process.backupFaults.run('backup', () => transfer.promise);
    const { id: unfinished } = await bench.execute(by.createBackup(volume));
    await expect(bench.execute(by.createVolume({ backup_id: unfinished }))).rejects.toMatchObject({
      message: "Invalid backup: Originating backup status must be one of 'available' values",
    });
    transfer.resolve();
    await bench.settle();
    await bench.execute(by.extend(volume, 2));
    await expect(bench.execute(by.createVolume({ source_volid: volume }))).rejects.toMatchObject({
      message: "Invalid volume: Originating source volume status must be one of 'available, in-use' values",
    });
    await bench.settle();
    await expectOrder(bench, by.project);
  });

  it('more than the quota, gigabytes before volumes', async () => {
    const by = someone();
    await bench.execute(by.createVolume({ size: 15 }));
    await expect(bench.execute(by.createVolume({ size: 6 }))).rejects.toMatchObject({
      message:
        'Requested volume or snapshot exceeds allowed gigabytes quota. Requested 6G, quota is 20G and 15G has been consumed.',
    });
    await bench.execute(by.createVolume());
    await bench.execute(by.createVolume());
    await expect(bench.execute(by.createVolume())).rejects.toMatchObject({
      message: "Maximum number of volumes allowed (3) exceeded for quota 'volumes'.",
    });
    await bench.settle();
    await expectOrder(bench, by.project);
  });
});

const tooSmall = (size: string, what: string): string =>
  `Invalid input received: Volume size '0'GB cannot be smaller than${size.startsWith('snapshot') ? ' the' : ''} ${size}. They must be >= original ${what} size.`;
