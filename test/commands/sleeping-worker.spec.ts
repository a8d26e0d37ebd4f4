import { jest } from '@jest/globals';
import { operationContext } from '../../src/commands/operation-context.js';
import { Worker } from '../../src/commands/worker.js';
import { recordStep as recordBackupStep } from '../../src/domain/backup/backup-steps.decide.js';
import { backupAggregate } from '../../src/domain/backup/backup.state.js';
import { AggregateStore } from '../../src/commands/aggregate-store.js';
import { nextBackupStep, nextVolumeStep } from '../../src/domain/process/next-step.js';
import { StepNotDue } from '../../src/domain/shared/step-not-due.js';
import { recordStep as recordRestoreStep } from '../../src/domain/restore/restore.decide.js';
import { restoreAggregate } from '../../src/domain/restore/restore.state.js';
import { AttemptDisturbed } from '../../src/drivers/backup/port.js';
import { filledVolume, firstBytes, secondBytes, withFull, withSnapshot } from '../support/bench-givens.js';
import { expectOrder } from '../support/bench-order.js';
import { Requests } from '../support/bench-requests.js';
import { CommandBench } from '../support/command-bench.js';

/** A worker that was stopped beyond its lock, and goes on while another one has done its work: nobody has told it. */
describe('a worker that was asleep', () => {
  let bench: CommandBench;
  /** Of another process: nothing of it waits for ours. */
  let elsewhere: AggregateStore;
  beforeAll(async () => {
    bench = await CommandBench.start();
    elsewhere = new AggregateStore(bench.log, bench.settings, { now: () => new Date() });
    jest.spyOn(bench.process.get(Worker), 'stopData').mockImplementation(() => undefined);
  });
  afterAll(() => bench.close());

  const context = operationContext(null, 'worker', 'another');

  /** Another worker does everything that is due for the backup; the one here may be faster with the short steps. */
  const finishElsewhere = async (id: string): Promise<void> => {
    for (;;) {
      const state = await bench.backup(id);
      const step = nextBackupStep(state);
      if (step === null) return;
      const run = { id, state, context, signal: new AbortController().signal };
      await bench.process.operations.backup.steps[step](run).catch((error: unknown) => {
        if (!(error instanceof StepNotDue)) throw error;
      });
    }
  };

  it('leaves no object of a backup that was cancelled and deleted meanwhile', async () => {
    const by = new Requests('asleep-1');
    const { volume } = await filledVolume(bench, by);
    const asked = Promise.withResolvers<string>();
    const deleted = Promise.withResolvers<string>();
    bench.process.log.before(/ChunkWritten/, async () => {
      const id = await asked.promise;
      await bench.execute(by.deleteBackup(id, true));
      await finishElsewhere(id).catch(deleted.reject);
      deleted.resolve((await bench.backup(id)).status);
    });
    const { id } = await bench.execute(by.createBackup(volume));
    asked.resolve(id);
    expect(await deleted.promise).toBe('deleted');
    await bench.idle();
    expect((await bench.types(`backupData-${id}`)).length).toBe(1);
    await bench.settle();
    await expectOrder(bench, by.project);
  });

  it('leaves nothing of a backup without objects either, that was deleted before it wrote the rest', async () => {
    const by = new Requests('asleep-6');
    const { volume } = await filledVolume(bench, by);
    await bench.execute(by.createBackup(volume));
    await bench.settle();
    const asked = Promise.withResolvers<string>();
    bench.process.backupFaults.run('backup', async () => {
      const id = await asked.promise;
      await bench.execute(by.deleteBackup(id, true));
      await finishElsewhere(id);
    });
    const { id } = await bench.execute(by.createBackup(volume, { incremental: true }));
    asked.resolve(id);
    await bench.settle();
    expect((await bench.backup(id)).status).toBe('deleted');
    await bench.idle();
    await expectOrder(bench, by.project);
  });

  it('stops when another attempt of its backup has begun', async () => {
    const by = new Requests('asleep-2');
    const { volume } = await filledVolume(bench, by);
    const asked = Promise.withResolvers<string>();
    bench.process.log.before(/ChunkWritten/, async () => {
      const id = await asked.promise;
      const data = { device_id: volume, host: 'node-2', attempt: 2 };
      await elsewhere.execute(backupAggregate, id, context, (state) =>
        recordBackupStep(state, id, { type: 'BackupDeviceAttached', data }),
      );
    });
    const { id } = await bench.execute(by.createBackup(volume));
    asked.resolve(id);
    await bench.settle();
    const attempts = (await bench.events(`backupData-${id}`)).map(({ data }) => data['attempt']);
    expect([attempts[0], new Set(attempts.slice(1))]).toEqual([1, new Set([3])]);
    expect(await bench.backup(id)).toMatchObject({ status: 'available', attempts: 3 });
    await expectOrder(bench, by.project);
  });

  it('does not fail a backup with its own failure when another attempt has begun', async () => {
    const by = new Requests('asleep-4');
    const { volume } = await filledVolume(bench, by);
    const asked = Promise.withResolvers<string>();
    bench.process.log.before(/ChunkWritten/, async () => {
      const id = await asked.promise;
      const data = { device_id: volume, host: 'node-2', attempt: 2 };
      await elsewhere.execute(backupAggregate, id, context, (state) =>
        recordBackupStep(state, id, { type: 'BackupDeviceAttached', data }),
      );
      throw new Error('no such file: another attempt has removed what was half written');
    });
    const { id } = await bench.execute(by.createBackup(volume));
    asked.resolve(id);
    await bench.settle();
    expect(await bench.backup(id)).toMatchObject({ status: 'available', attempts: 3 });
    expect(await bench.types(`backup-${id}`)).not.toContain('BackupStepFailed');
    await expectOrder(bench, by.project);
  });

  it('fails no backup when it wakes and clears away what a newer attempt is writing', async () => {
    const by = new Requests('asleep-5');
    const { volume } = await filledVolume(bench, by);
    bench.process.backupFaults.fail('backup', new AttemptDisturbed('cleared away'));
    const { id } = await bench.execute(by.createBackup(volume));
    await bench.settle();
    expect(await bench.backup(id)).toMatchObject({ status: 'available', attempts: 2 });
    const interrupted = (await bench.events(`backup-${id}`)).find(({ type }) => type.endsWith('Interrupted'));
    expect(interrupted?.data).toMatchObject({ attempt: 1, reason: 'cleared away' });
    await expectOrder(bench, by.project);
  });

  it('records nothing of a restore that another attempt goes on with', async () => {
    const by = new Requests('asleep-3');
    const { full } = await withFull(bench, by);
    bench.process.log.before(/RestoreProgressed/, async () => {
      const [id = ''] = (await bench.backup(full)).active_restores;
      const data = { host: 'node-2', attempt: 2 };
      await elsewhere.execute(restoreAggregate, id, context, (state) =>
        recordRestoreStep(state, id, { type: 'RestoreDeviceAttached', data }),
      );
    });
    await bench.execute(by.restore(full));
    const [id = ''] = (await bench.backup(full)).active_restores;
    await bench.settle();
    const types = await bench.types(`restore-${id}`);
    expect(types.filter((type) => /DeviceAttached|Progressed/.test(type))).toEqual([
      ...Array.from({ length: 3 }, () => 'RestoreDeviceAttached'),
      'RestoreProgressed',
    ]);
    await expectOrder(bench, by.project);
  });

  it.each(['prepareRevert', 'revertVolume'] as const)(
    'takes nothing back of what was written after the revert it was late for: %s',
    async (method) => {
      const by = new Requests(`asleep-${method}`);
      const { volume, snapshot } = await withSnapshot(bench, by);
      const asleep = Promise.withResolvers<void>();
      const awake = Promise.withResolvers<void>();
      bench.process.volumeFaults.run(method, async () => {
        asleep.resolve();
        await awake.promise;
      });
      await bench.execute(by.revert(volume, snapshot));
      await asleep.promise;
      for (let state = await bench.volume(volume); ; state = await bench.volume(volume)) {
        const step = nextVolumeStep(state);
        if (step === null) break;
        const run = { id: volume, state, context, signal: new AbortController().signal };
        await bench.process.operations.volume.steps[step](run);
      }
      expect((await bench.bytes(volume)).equals(firstBytes)).toBe(true);
      await bench.write(volume, secondBytes);
      awake.resolve();
      await bench.settle();
      expect((await bench.bytes(volume)).equals(secondBytes)).toBe(true);
      expect((await bench.volume(volume)).status).toBe('available');
      await expectOrder(bench, by.project);
    },
  );
});
