import { randomUUID } from 'node:crypto';
import { Logger } from '@nestjs/common';
import { benchSettings } from '../../test/support/bench-process.js';
import { startTestEventLog, type TestEventLog } from '../../test/support/event-log.js';
import { eventually } from '../../test/support/eventually.js';
import { FaultyEventLog } from '../../test/support/faulty-event-log.js';
import { AggregateStore } from './aggregate-store.js';
import { ServiceReports } from './service-reports.js';
import type { CommandSettings } from './settings.js';

const settings: CommandSettings = { ...benchSettings, managerLeaseMs: 15_000, reportEveryMs: 20 };

describe('reports of a process', () => {
  beforeAll(() => Logger.overrideLogger(false));
  let test: TestEventLog;
  let log: FaultyEventLog;
  let reports: ServiceReports | undefined;
  beforeEach(async () => {
    test = await startTestEventLog();
    log = new FaultyEventLog(test.log);
  });
  afterEach(async () => {
    await reports?.stop();
    await test.close();
  });

  const start = (changes: Partial<CommandSettings> = {}): void => {
    const own = { ...settings, ...changes };
    const store = new AggregateStore(log, own, { now: () => new Date() });
    reports = new ServiceReports(store, log, { next: () => randomUUID() }, own);
    reports.start();
  };
  const reported = async (): Promise<readonly { readonly stream: string; readonly data: object }[]> => {
    const events = [];
    for await (const { stream, type, data } of test.log.readAll()) {
      expect(type).toBe('ServiceReported');
      events.push({ stream, data });
    }
    return events;
  };
  const untilReported = (times: number): Promise<void> =>
    eventually(async () => expect((await reported()).length).toBeGreaterThanOrEqual(times), 30_000);

  const backup = { binary: 'cinder-backup', host: 'node-1' };
  const volume = { binary: 'cinder-volume', host: 'node-1@file' };
  const scheduler = { binary: 'cinder-scheduler', host: 'node-1' };

  it.each([
    ['worker', { worker: true, manager: false }, [backup, volume]],
    ['manager', { worker: false, manager: true }, [scheduler]],
    ['worker+manager', { worker: true, manager: true }, [backup, volume, scheduler]],
  ])('name the services that its roles do the work of: %s', async (name, roles, services) => {
    start({ roles });
    await untilReported(2);
    const expected = { stream: `heartbeat-${name}@node-1`, data: { availability_zone: 'nova', services } };
    expect(new Set((await reported()).map((report) => JSON.stringify(report)))).toEqual(
      new Set([JSON.stringify(expected)]),
    );
  });

  it.each<[string, Partial<CommandSettings>]>([
    ['has the log for itself', { managerLeaseMs: null }],
    ['is an API only', { roles: { worker: false, manager: false } }],
  ])('are not made by one that %s', async (_, changes) => {
    start(changes);
    await reports?.stop();
    expect(await reported()).toEqual([]);
  });

  it('go on after a log that was away', async () => {
    log.set({ at: 2, when: 'before', how: 'fail' });
    start();
    await log.struck;
    const before = (await reported()).length;
    await untilReported(before + 2);
  });

  it('end with the process', async () => {
    start();
    await untilReported(1);
    await reports?.stop();
    const { length } = await reported();
    log.set(null);
    await new Promise((resolve) => setTimeout(resolve, settings.reportEveryMs * 5));
    expect([log.appends, (await reported()).length]).toEqual([[], length]);
  });

  it('are kept in small numbers, whatever the age of the process', async () => {
    start();
    await eventually(async () => {
      const revisions: bigint[] = [];
      const stream = 'heartbeat-worker+manager@node-1';
      for await (const { revision } of test.log.readStream(stream)) revisions.push(revision);
      expect(revisions.at(-1)).toBeGreaterThan(30n);
      expect(revisions.length).toBeLessThanOrEqual(20);
    }, 30_000);
  });
});
