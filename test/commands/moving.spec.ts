import { open, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AggregateStore } from '../../src/commands/aggregate-store.js';
import { CreateVolumeType } from '../../src/commands/create-volume-type/create-volume-type.command.js';
import { resetVolumeStatus } from '../../src/domain/volume/volume-status-reset.decide.js';
import { nextVolumeStep } from '../../src/domain/process/next-step.js';
import type { Recorded } from '../../src/domain/shared/event.js';
import type { VolumeEvent } from '../../src/domain/volume/volume.events.js';
import { volumeAggregate, type VolumeState } from '../../src/domain/volume/volume.state.js';
import { decodeEvent } from '../../src/projections/history/decode-event.js';
import { VolumeBackendError } from '../../src/drivers/volume/port.js';
import { firstBytes } from '../support/bench-givens.js';
import { belongingsOf } from '../support/bench-order.js';
import { Requests } from '../support/bench-requests.js';
import { CommandBench } from '../support/command-bench.js';
import { crashEverywhere } from '../support/crash-sweep.js';

const [home, there] = ['node-1@file#file', 'node-1@second#second'] as const;
let bench: CommandBench;
beforeAll(async () => {
  bench = await CommandBench.start({ volumeHosts: [home, there] });
});
afterAll(() => bench.close());

let projects = 0;
const someone = (): Requests => new Requests(`move-project-${++projects}`, { is_admin: true });
const directoryOf = (host: string): string =>
  join(bench.directory, host === home ? 'volumes' : 'volumes-second');
const pathOf = (id: string, host: string): string => join(directoryOf(host), `volume-${id}`);
const filled = async (by: Requests): Promise<string> => {
  const { id } = await bench.execute(by.createVolume());
  await bench.settle();
  await using file = await open(pathOf(id, home), 'r+');
  await file.write(firstBytes, 0, firstBytes.length, 0);
  return id;
};

/** The volume is at one backend, with its bytes, and nothing else is at either. */
const expectWhole = async (by: Requests, id: string): Promise<void> => {
  const volume = await bench.volume(id);
  expect(volume).toMatchObject({ status: 'available', migrating: null, leaving: null, retyping: null });
  expect((await readFile(pathOf(id, volume.host ?? ''))).equals(firstBytes)).toBe(true);
  const known = belongingsOf(bench).volumes;
  for (const host of [home, there]) {
    const files = (await readdir(directoryOf(host))).filter((name) => name !== 'snapshots');
    const own = known.filter((one) => one.host === host).map((one) => `volume-${one.id}`);
    expect(files.sort()).toEqual(own.sort());
  }
  const { reservations, in_use } = await bench.quota(by.project);
  expect([reservations, in_use['volumes']]).toEqual([
    {},
    known.filter((one) => one.project_id === by.project).length,
  ]);
};

describe('MigrateVolume', () => {
  it('moves the bytes, removes the source, and back again', async () => {
    const by = someone();
    const id = await filled(by);
    await bench.execute(by.migrate(id, there));
    await bench.settle();
    expect(await bench.volume(id)).toMatchObject({ host: there, migration_status: 'success' });
    await expectWhole(by, id);
    await bench.execute(by.migrate(id, 'node-1@file'));
    await bench.settle();
    expect(await bench.volume(id)).toMatchObject({ host: home, migration_status: 'success' });
    await expectWhole(by, id);
  });

  it('refuses hosts that nobody serves', async () => {
    const by = someone();
    const id = await filled(by);
    for (const host of ['node-1@third#third', 'node-2@second#second', 'node-1@second#pool', '']) {
      await expect(bench.execute(by.migrate(id, host))).rejects.toMatchObject({
        code: 'InvalidHost',
        message: `Invalid host: No available service named '${host}'`,
      });
    }
  });

  it.each(['prepareImport', 'placeImport'] as const)(
    'that fails at %s leaves it where it was',
    async (method) => {
      const by = someone();
      const id = await filled(by);
      bench.process.volumeFaults.fail(method, new VolumeBackendError('the backend is full'));
      await bench.execute(by.migrate(id, there, true));
      await bench.settle();
      expect(await bench.volume(id)).toMatchObject({
        host: home,
        migration_status: 'error',
        fail_reason: 'the backend is full',
      });
      await expectWhole(by, id);
    },
  );

  it.each([/VolumeMigrationCopied/, /VolumeMigrated/])(
    'is given up when the volume comes into use before %s',
    async (event) => {
      const by = someone();
      const id = await filled(by);
      // Of another process: nothing of it waits for ours.
      const elsewhere = new AggregateStore(bench.log, bench.settings, { now: () => new Date() });
      bench.process.log.before(event, async () => {
        await elsewhere.execute(volumeAggregate, id, by.context, (state) =>
          resetVolumeStatus(state, id, { status: 'available' }),
        );
      });
      await bench.execute(by.migrate(id, there));
      await bench.settle();
      expect(await bench.volume(id)).toMatchObject({ host: home, migration_status: 'error' });
      await expectWhole(by, id);
    },
  );

  it('takes nothing back when a worker that was asleep removes the source of long ago', async () => {
    const by = someone();
    const id = await filled(by);
    const asleep = Promise.withResolvers<void>();
    const awake = Promise.withResolvers<void>();
    bench.process.volumeFaults.run('removeLeft', async () => {
      asleep.resolve();
      await awake.promise;
    });
    await bench.execute(by.migrate(id, there));
    await asleep.promise;
    const steps = bench.process.operations.volume.steps;
    const context = by.context;
    const signal = new AbortController().signal;
    await steps.removeSource({ id, state: await bench.volume(id), context, signal });
    await bench.execute(by.migrate(id, home));
    for (const step of ['migrate', 'placeMigrated', 'removeSource'] as const) {
      await steps[step]({ id, state: await bench.volume(id), context, signal });
    }
    awake.resolve();
    await bench.settle();
    expect((await bench.volume(id)).host).toBe(home);
    await expectWhole(by, id);
  });

  it('is not undone by a worker that comes late, at any step', async () => {
    const by = someone();
    const id = await filled(by);
    await bench.execute(by.migrate(id, there));
    await bench.settle();
    const before = await bench.types(`volume-${id}`);
    const ran: string[] = [];
    let state: VolumeState | null = null;
    for (const event of await bench.events(`volume-${id}`)) {
      const known = decodeEvent(event, volumeAggregate.events);
      if (known !== null) state = volumeAggregate.evolve(state, known as Recorded<VolumeEvent>);
      const step = state === null ? null : nextVolumeStep(state);
      if (state === null || step === null || step === 'create') continue;
      const signal = new AbortController().signal;
      await bench.process.operations.volume.steps[step]({ id, state, context: by.context, signal });
      ran.push(step);
    }
    expect(ran).toEqual(['migrate', 'placeMigrated', 'removeSource']);
    expect(await bench.types(`volume-${id}`)).toEqual(before);
    await expectWhole(by, id);
  });

  it('survives a crash before and after every append', async () => {
    const appends = await crashEverywhere(
      bench,
      {
        usesUp: true,
        prepare: (_bench, by) => filled(new Requests(by.project, { is_admin: true })),
        act: (_bench, by, id) =>
          bench.execute(new Requests(by.project, { is_admin: true }).migrate(id, there)),
        check: (_bench, by, id) => expectWhole(by, id),
      },
      5,
      async () => {},
    );
    expect(appends).toBeGreaterThan(3);
  }, 180_000);
});

describe('RetypeVolume', () => {
  it('refuses a type there is not', async () => {
    const by = someone();
    const id = await filled(by);
    await expect(bench.execute(by.retype(id, 'gold'))).rejects.toMatchObject({
      code: 'VolumeTypeNotFoundByName',
    });
    await expect(bench.execute(by.retype(id, '__DEFAULT__'))).rejects.toMatchObject({
      code: 'InvalidVolume',
    });
    expect((await bench.quota(by.project)).reservations).toEqual({});
  });

  const typeOf = async (by: Requests, name: string, extra_specs: Readonly<Record<string, string>>) => {
    const input = { name: `${name}-${by.project}`, description: null, is_public: true, extra_specs };
    return (await bench.execute(new CreateVolumeType(by.context, input))).name;
  };

  it('gives a volume that may stay the other type at once, and moves its charge', async () => {
    const by = someone();
    const id = await filled(by);
    const type = await typeOf(by, 'plain', {});
    await bench.execute(by.retype(id, type));
    await bench.settle();
    expect(await bench.volume(id)).toMatchObject({ status: 'available', host: home, volume_type: type });
    expect((await bench.quota(by.project)).in_use).toMatchObject({
      volumes: 1,
      [`volumes_${type}`]: 1,
      [`gigabytes_${type}`]: 1,
      volumes___DEFAULT__: 0,
      gigabytes___DEFAULT__: 0,
    });
    await expectWhole(by, id);
  });

  it('moves a volume that may not stay only if it is told to', async () => {
    const by = someone();
    const id = await filled(by);
    const type = await typeOf(by, 'there', { volume_backend_name: 'second' });
    await bench.execute(by.retype(id, type));
    await bench.settle();
    expect(await bench.volume(id)).toMatchObject({
      host: home,
      volume_type: '__DEFAULT__',
      fail_reason: 'Retype requires migration but is not allowed.',
    });
    await expectWhole(by, id);
    bench.process.volumeFaults.fail('prepareImport', new VolumeBackendError('the backend is full'));
    await bench.execute(by.retype(id, type, 'on-demand'));
    await bench.settle();
    expect(await bench.volume(id)).toMatchObject({ host: home, fail_reason: 'the backend is full' });
    await expectWhole(by, id);
    await bench.execute(by.retype(id, type, 'on-demand'));
    await bench.settle();
    expect(await bench.volume(id)).toMatchObject({ host: there, volume_type: type });
    await expectWhole(by, id);
  });

  it('survives a crash before and after every append, with its migration', async () => {
    const type = await typeOf(someone(), 'sweep', { volume_backend_name: 'second' });
    const admin = (by: Requests) => new Requests(by.project, { is_admin: true });
    const appends = await crashEverywhere(
      bench,
      {
        usesUp: true,
        prepare: (_bench, by) => filled(admin(by)),
        act: (_bench, by, id) => bench.execute(admin(by).retype(id, type, 'on-demand')),
        check: async (_bench, by, id) => {
          await expectWhole(by, id);
          const { host, volume_type } = await bench.volume(id);
          expect([host, volume_type]).toEqual(host === there ? [there, type] : [home, '__DEFAULT__']);
          expect((await bench.quota(by.project)).in_use[`volumes_${volume_type}`]).toBe(1);
        },
      },
      6,
      async () => {},
    );
    expect(appends).toBeGreaterThan(6);
  }, 180_000);
});
