import { filledVolume, firstBytes, withFull } from '../../test/support/bench-givens.js';
import { expectOrder } from '../../test/support/bench-order.js';
import { Requests } from '../../test/support/bench-requests.js';
import { CommandBench } from '../../test/support/command-bench.js';
import { eventually } from '../../test/support/eventually.js';
import { StepNotDue } from '../domain/shared/step-not-due.js';
import { jobId, type Job } from '../drivers/job-queue/port.js';

let bench: CommandBench;
beforeAll(async () => {
  bench = await CommandBench.start();
});
afterAll(() => bench.close());

let projects = 0;
const someone = (): Requests => new Requests(`worker-project-${++projects}`);

describe('a worker', () => {
  it('stops without a word at a step that is not due any more', async () => {
    const by = someone();
    const { volume } = await filledVolume(bench, by);
    const { complaints, jobErrors, backupFaults } = bench.process;
    backupFaults.run('backup', () => Promise.reject(new StepNotDue('another one was faster')));
    const { id } = await bench.execute(by.createBackup(volume));
    await eventually(async () => expect((await bench.backup(id)).attempts).toBeGreaterThan(0));
    await bench.idle();
    await bench.reconcile(60_000);
    await bench.settle();
    expect((await bench.backup(id)).status).toBe('available');
    expect([...complaints, ...jobErrors]).toEqual([]);
  });

  it('does whatever is due, whatever the job says, and nothing when nothing is', async () => {
    const by = someone();
    const { full } = await withFull(bench, by);
    bench.process.log.appends.length = 0;
    for (const step of ['schedule', 'transfer', 'finishDelete', 'no such step']) {
      await bench.process.lanes.control.enqueue({ operation: 'backup', aggregateId: full, step });
    }
    await bench.process.lanes.data.enqueue({ operation: 'backup', aggregateId: 'nobody', step: 'transfer' });
    await bench.idle();
    expect(bench.process.log.appends).toEqual([]);
    expect(bench.process.jobErrors).toEqual([]);
  });

  it('reports a job of no known kind', async () => {
    const job: Job = { operation: 'coffee', aggregateId: 'x', step: 'brew' };
    await bench.process.lanes.control.enqueue(job);
    await bench.idle();
    expect(bench.process.jobErrors.splice(0)).toEqual(['coffee brew: Error: no such operation: coffee']);
  });

  it('transfers a backup once, however often its job comes', async () => {
    const by = someone();
    const { volume } = await filledVolume(bench, by);
    const gate = Promise.withResolvers<void>();
    const { backupFaults, lanes } = bench.process;
    backupFaults.run('backup', () => gate.promise);
    backupFaults.calls.length = 0;
    const { id } = await bench.execute(by.createBackup(volume));
    const job = { operation: 'backup', aggregateId: id, step: 'transfer' };
    await eventually(() => expect(backupFaults.calls).toContain('backup'));
    for (let n = 0; n < 5; n++) {
      await lanes.data.enqueue(job);
      await bench.reconcile(60_000);
    }
    expect(await lanes.data.pending()).toEqual([jobId(job)]);
    gate.resolve();
    await bench.settle();
    expect(backupFaults.calls.filter((name) => name === 'backup').length).toBe(1);
    await expectOrder(bench, by.project);
  });
});

describe('a service that is stopped in the middle of a transfer', () => {
  const interrupting = (): { readonly begun: Promise<void> } => {
    const begun = Promise.withResolvers<void>();
    bench.process.log.before(/ChunkWritten|RestoreDeviceAttached/, async () => begun.resolve());
    return { begun: begun.promise };
  };

  it('says so in the backup’s history, and the next one goes on behind the last chunk', async () => {
    const by = someone();
    const { id: volume } = await bench.execute(by.createVolume({ size: 20 }));
    await bench.settle();
    await bench.write(volume, Buffer.alloc(20 * firstBytes.length, firstBytes));
    const { begun } = interrupting();
    const { id } = await bench.execute(by.createBackup(volume));
    await begun;
    await bench.restart();
    await bench.settle();
    const events = await bench.events(`backup-${id}`);
    const types = events.map(({ type }) => type);
    expect(types).toContain('BackupTransferInterrupted');
    expect(types.filter((type) => type === 'BackupTransferStarted').length).toBe(2);
    const second = events.findLast(({ type }) => type === 'BackupTransferStarted');
    expect(second?.data['kept_objects']).toBeGreaterThan(0);
    expect((await bench.backup(id)).status).toBe('available');
    expect((await bench.stored(id, 20 * firstBytes.length)).equals(await bench.bytes(volume))).toBe(true);
    await expectOrder(bench, by.project);
  });

  it('resumes a restore', async () => {
    const by = someone();
    const { full } = await withFull(bench, by);
    const { begun } = interrupting();
    const { volume_id } = await bench.execute(by.restore(full));
    await begun;
    await bench.restart();
    await bench.settle();
    expect((await bench.bytes(volume_id)).equals(firstBytes)).toBe(true);
    await expectOrder(bench, by.project);
  });
});
