import { randomUUID } from 'node:crypto';
import { Logger } from '@nestjs/common';
import { benchSettings } from '../../test/support/bench-process.js';
import { startTestEventLog, type TestEventLog } from '../../test/support/event-log.js';
import { eventually as within } from '../../test/support/eventually.js';
import { FaultyEventLog } from '../../test/support/faulty-event-log.js';
import { AggregateStore } from './aggregate-store.js';
import { ManagerLease } from './manager-lease.js';

const eventually = (check: () => void | Promise<void>): Promise<void> => within(check, 30_000);
/** Long enough for a process that shares a busy machine with others. */
const ttlMs = 1500;

/** A process that wants to be the manager, with a connection to the log of its own. */
class Candidate {
  readonly log: FaultyEventLog;
  readonly told: string[] = [];
  private readonly lease: ManagerLease;

  constructor(
    readonly name: string,
    test: TestEventLog,
  ) {
    this.log = new FaultyEventLog(test.log);
    const clock = { now: () => new Date() };
    const store = new AggregateStore(this.log, benchSettings, clock);
    const ids = { next: () => randomUUID() };
    this.lease = new ManagerLease(store, this.log, ids, { holder: name, ttlMs });
  }

  get isManager(): boolean {
    return this.told.at(-1) === 'taken';
  }

  start(): this {
    this.lease.start({ taken: () => this.told.push('taken'), lost: () => this.told.push('lost') });
    return this;
  }

  stop(): Promise<void> {
    return this.lease.stop();
  }

  untilManager(): Promise<void> {
    return eventually(() => expect([this.name, this.isManager]).toEqual([this.name, true]));
  }
}

describe('the lease of the manager', () => {
  beforeAll(() => Logger.overrideLogger(false));
  let test: TestEventLog;
  let candidates: Candidate[];
  beforeEach(async () => {
    test = await startTestEventLog();
    candidates = [];
  });
  afterEach(async () => {
    // Of a process that is dead nothing can be awaited.
    await Promise.all(candidates.filter(({ log }) => !log.killed).map((candidate) => candidate.stop()));
    await test.close();
  });

  const candidate = (name: string): Candidate => {
    const made = new Candidate(name, test).start();
    candidates.push(made);
    return made;
  };
  const history = async (): Promise<readonly string[]> => {
    const events: string[] = [];
    for await (const { type, data } of test.log.readStream('lease-manager')) {
      events.push(`${type} ${String(data['holder'])} ${String(data['epoch'])}`);
    }
    return events.filter((event, at) => event !== events[at - 1]);
  };
  const renewals = async (): Promise<bigint> => {
    for await (const { revision } of test.log.readStream('lease-manager', { direction: 'backwards' })) {
      return revision;
    }
    return -1n;
  };

  it('has one holder, who renews it', async () => {
    const first = candidate('first');
    await first.untilManager();
    const second = candidate('second');
    const before = await renewals();
    await eventually(async () => expect(Number((await renewals()) - before)).toBeGreaterThan(3));
    expect([first.isManager, second.told]).toEqual([true, []]);
    expect(await history()).toEqual(['LeaseTaken first 1']);
  });

  it('goes to one of those who wait, in the next epoch, when the holder dies', async () => {
    const first = candidate('first');
    await first.untilManager();
    const others = [candidate('second'), candidate('third')];
    first.log.kill();
    await eventually(() => expect(others.filter(({ isManager }) => isManager)).toHaveLength(1));
    const next = others.find(({ isManager }) => isManager)?.name ?? '';
    expect(await history()).toEqual(['LeaseTaken first 1', `LeaseTaken ${next} 2`]);
    await eventually(() => expect(first.isManager).toBe(false));
  });

  it('is lost by whoever gets no answer from the log for as long as it lasts', async () => {
    const first = candidate('first');
    await first.untilManager();
    first.log.kill();
    await eventually(() => expect(first.told.at(-1)).toBe('lost'));
  });

  it('is taken again by its holder after a log that was away for a moment, in the same epoch', async () => {
    const first = candidate('first');
    await first.untilManager();
    first.log.set({ at: 1, when: 'before', how: 'fail' });
    await first.log.struck;
    const before = await renewals();
    await eventually(async () => expect(Number((await renewals()) - before)).toBeGreaterThan(1));
    expect(first.isManager).toBe(true);
    expect(await history()).toEqual(['LeaseTaken first 1']);
  });

  it('is given back at a stop in good order, and epochs go on from there', async () => {
    const first = candidate('first');
    await first.untilManager();
    await first.stop();
    await first.stop();
    expect(await history()).toEqual(['LeaseTaken first 1', 'LeaseReleased first 1']);
    await candidate('second').untilManager();
    expect((await history()).at(-1)).toBe('LeaseTaken second 2');
  });

  it('is not given back by somebody who waits', async () => {
    await candidate('first').untilManager();
    const second = candidate('second');
    await second.stop();
    expect(await history()).toEqual(['LeaseTaken first 1']);
  });
});
