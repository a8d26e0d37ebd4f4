import type { EventLog, SubscribeOptions } from '../src/drivers/event-log/port.js';
import type { Change } from '../src/projections/runner/projector.js';
import { startTestEventLog, type TestEventLog } from './support/event-log.js';
import { eventually } from './support/eventually.js';
import { projectionOf, Writer, type TestProjection } from './support/projection.js';
import { event, volumeRequested } from './support/read-model-history.js';

describe('ProjectionRunner', () => {
  let test: TestEventLog;
  let writer: Writer;
  let projection: TestProjection | undefined;
  beforeEach(async () => {
    test = await startTestEventLog();
    writer = new Writer(test.log);
  });
  afterEach(async () => {
    await projection?.end();
    projection = undefined;
    await test.close();
  });

  const started = (log: EventLog = test.log): TestProjection => {
    projection = projectionOf(log);
    projection.runner.start();
    return projection;
  };
  const names = ({ model }: TestProjection): unknown[] =>
    model.all('SELECT display_name FROM volumes ORDER BY id').map(({ display_name }) => display_name);
  const created = event('VolumeCreated', { host: 'h@b#p', status: 'available' });

  it('shows what was appended as soon as its position has passed', async () => {
    const following = started();
    for (let i = 0; i < 20; i++) {
      const position = await writer.add(
        `volume-${i + 10}`,
        volumeRequested(`${i + 10}`, { display_name: `n${i}` }),
      );
      expect(await following.runner.waitFor(position)).toBe(true);
      expect(names(following)).toHaveLength(i + 1);
    }
  });

  it('catches up with the head, also when that is no event of a read model', async () => {
    const following = started();
    await following.runner.untilReady();
    await writer.add('volume-v1', volumeRequested('v1', { display_name: 'a' }));
    const head = await writer.add('other-o1', { type: 'SomethingElse', data: {} });
    expect(await following.runner.catchUp()).toBe(true);
    expect(names(following)).toEqual(['a']);
    expect(following.runner.health()).toEqual({
      ok: true,
      ready: true,
      phase: 'live',
      checkpoint: { commit: String(head.commit), prepare: String(head.prepare) },
      lagMs: 0,
      error: null,
    });
  });

  it('has caught up with an empty log', async () => {
    expect(await started().runner.catchUp()).toBe(true);
  });

  it('waits no longer than it is told', async () => {
    const following = started();
    const { commit, prepare } = await writer.add('volume-v1', volumeRequested('v1'));
    const never = { commit: commit + 1_000_000n, prepare };
    expect(await following.runner.waitFor(never, 20)).toBe(false);
  });

  it('tells listeners what changed, and whether it is news', async () => {
    await writer.add('volume-v1', volumeRequested('v1'));
    projection = projectionOf(test.log);
    const changes: (Change & { live: boolean })[] = [];
    projection.runner.onChanged(() => {
      throw new Error('bad listener');
    });
    projection.runner.onChanged((change) => changes.push(change));
    projection.runner.start();
    await projection.runner.untilReady();
    await writer.add('volume-v1', created);
    await projection.runner.catchUp();
    expect(changes).toEqual([
      { category: 'volume', id: 'v1', live: false, state: expect.objectContaining({ status: 'creating' }) },
      { category: 'volume', id: 'v1', live: true, state: expect.objectContaining({ status: 'available' }) },
    ]);
    expect(projection.messages).toContainEqual(expect.stringContaining('bad listener'));
  });

  it('goes on from its checkpoint after a failure of the log', async () => {
    await writer.add('volume-v1', volumeRequested('v1', { display_name: 'a' }));
    await writer.add('volume-v2', volumeRequested('v2', { display_name: 'b' }));
    const subscriptions: SubscribeOptions[] = [];
    const failing: EventLog = {
      ...overlay(test.log),
      async *subscribe(options) {
        subscriptions.push(options);
        for await (const item of test.log.subscribe(options)) {
          yield item;
          if (subscriptions.length < 4) throw new Error('the line was cut');
        }
      },
    };
    const following = started(failing);
    await eventually(() => expect(names(following)).toEqual(['a', 'b']));
    await eventually(() => expect(following.runner.health().ok).toBe(true));
    expect(following.messages).toContainEqual(expect.stringContaining('the line was cut'));
    expect(subscriptions.length).toBeGreaterThan(1);
    expect(subscriptions.at(-1)?.after).toBeDefined();
  });

  it('does not hang in a list while the log does not answer', async () => {
    const silent: EventLog = { ...overlay(test.log), head: () => new Promise(() => undefined) };
    expect(await started(silent).runner.catchUp(20)).toBe(false);
    const broken: EventLog = { ...overlay(test.log), head: () => Promise.reject(new Error('no answer')) };
    await projection?.end();
    expect(await started(broken).runner.catchUp()).toBe(false);
  });

  it('stops loudly at an event it cannot make sense of, and keeps what came before', async () => {
    await writer.add('volume-v1', volumeRequested('v1', { display_name: 'a' }));
    await writer.add('volume-v2', { type: 'VolumeCreateRequested', data: { volume_id: 'v2' } });
    const last = await writer.add('volume-v3', volumeRequested('v3'));
    const following = started();
    await expect(following.runner.untilReady()).rejects.toThrow(/event 0 of stream volume-v2/);
    expect(following.runner.health()).toMatchObject({ ok: false, ready: false, phase: 'poisoned' });
    expect(following.runner.health().error).toMatch(/event 0 of stream volume-v2/);
    expect(names(following)).toEqual(['a']);
    expect(await following.runner.waitFor(last)).toBe(false);
  });
});

/** The methods of a log, to be replaced one by one. */
const overlay = (log: EventLog): EventLog => ({
  append: (...call) => log.append(...call),
  readStream: (...call) => log.readStream(...call),
  readAll: (...call) => log.readAll(...call),
  head: () => log.head(),
  subscribe: (options) => log.subscribe(options),
  close: () => log.close(),
});
