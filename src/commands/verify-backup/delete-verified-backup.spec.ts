import { jest } from '@jest/globals';
import { expectOrder } from '../../../test/support/bench-order.js';
import { withFull } from '../../../test/support/bench-givens.js';
import { Requests } from '../../../test/support/bench-requests.js';
import { CommandBench } from '../../../test/support/command-bench.js';
import { AggregateStore } from '../aggregate-store.js';
import { verificationAggregate } from '../../domain/verification/verification.state.js';
import { Worker } from '../worker.js';

describe('The delete of a backup that is being verified', () => {
  let bench: CommandBench;
  beforeAll(async () => {
    bench = await CommandBench.start();
  });
  afterAll(() => bench.close());
  afterEach(() => jest.restoreAllMocks());

  const expectDeleted = async (by: Requests, backupId: string, verificationId: string): Promise<void> => {
    expect(await bench.verification(verificationId)).toMatchObject({
      outcome: 'cancelled',
      damaged: [],
      fail_reason: null,
    });
    const types = await bench.types(`backup-${backupId}`);
    expect(types.slice(types.indexOf('BackupVerificationStarted'))).toEqual([
      'BackupVerificationStarted',
      'BackupDeletionRequested',
      'BackupVerified',
      'BackupObjectsDeleted',
      'BackupDeleted',
    ]);
    await expectOrder(bench, by.project);
  };

  it.each([
    ['is told at once', false, false],
    ['finds out by itself', true, false],
    ['is told at once, when it is forced', false, true],
  ])('wins: the verification %s', async (_, deaf, force) => {
    const by = new Requests(`project-verify-delete-${deaf}-${force}`);
    const { full } = await withFull(bench, by);
    if (deaf) jest.spyOn(Worker.prototype, 'stopData').mockImplementation(() => undefined);
    bench.process.backupFaults.run('verify', () => bench.execute(by.deleteBackup(full, force)));
    const { id } = await bench.execute(by.verify(full));
    await bench.settle();
    await expectDeleted(by, full, id);
  });

  it('wins, though the verification hangs and only hears of it in the log', async () => {
    const by = new Requests('project-verify-delete-hangs');
    const { full } = await withFull(bench, by);
    jest.spyOn(Worker.prototype, 'stopData').mockImplementation(() => undefined);
    const gate = Promise.withResolvers<undefined>();
    bench.process.backupFaults.run('verify', () => gate.promise);
    const { id } = await bench.execute(by.verify(full));
    await bench.execute(by.deleteBackup(full));
    for (;;) if ((await bench.backup(full)).status === 'deleted') break;
    gate.resolve(undefined);
    await bench.settle();
    await expectDeleted(by, full, id);
  });

  it('goes on after a crash', async () => {
    const by = new Requests('project-verify-delete-crash');
    const { full } = await withFull(bench, by);
    const running = Promise.withResolvers<void>();
    bench.process.backupFaults.run('verify', () => {
      running.resolve();
      return new Promise(() => undefined);
    });
    const { id } = await bench.execute(by.verify(full));
    await running.promise;
    bench.process.log.set({ at: 2, when: 'before', how: 'kill' });
    const struck = bench.process.log.struck;
    void bench.execute(by.deleteBackup(full)).catch(() => undefined);
    await struck;
    await bench.crash();
    await bench.settle();
    await expectDeleted(by, full, id);
  });

  it('waits for nobody when the request of the verification had died', async () => {
    const by = new Requests('project-verify-delete-claim');
    const { full } = await withFull(bench, by);
    const { log } = bench.process;
    const append = log.append.bind(log);
    jest.spyOn(log, 'append').mockImplementation(async (stream, expected, events) => {
      if (stream.startsWith('verification-')) return new Promise(() => undefined);
      return append(stream, expected, events);
    });
    void bench.execute(by.verify(full));
    while ((await bench.backup(full)).verifying === null) await bench.idle();
    jest.restoreAllMocks();
    const { verifying } = await bench.backup(full);
    await bench.execute(by.deleteBackup(full));
    bench.clockAheadMs = 10;
    await bench.reconcile();
    await bench.settle();
    expect((await bench.backup(full)).status).toBe('deleted');
    const stream = bench.process.get(AggregateStore).load(verificationAggregate, verifying ?? '');
    expect((await stream).state).toBe(null);
    expect(await bench.types(`verification-${verifying}`)).toEqual(['VerificationAbandoned']);
    await expectOrder(bench, by.project);
  });
});
