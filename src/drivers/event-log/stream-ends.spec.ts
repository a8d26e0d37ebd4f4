import { randomUUID } from 'node:crypto';
import { startTestEventLog, type TestEventLog } from '../../../test/support/event-log.js';
import { FaultyEventLog } from '../../../test/support/faulty-event-log.js';
import type { EventLog, ExpectedRevision, NewEvent, ReadOptions, RecordedEvent } from './port.js';
import { soleWriter } from './sole-writer.js';

let test: TestEventLog;
beforeAll(async () => {
  test = await startTestEventLog();
});
afterAll(() => test.close());

const stream = (): string => `ends-${randomUUID()}`;
const event = (): NewEvent => ({ id: randomUUID(), type: 'Happened', data: {}, metadata: {} });

describe('reads behind the end, of whoever writes alone', () => {
  let faulty: FaultyEventLog;
  let log: EventLog;
  let asked: number;

  const append = (name: string, expected: ExpectedRevision) => log.append(name, expected, [event()]);
  const read = async (name: string, options: ReadOptions = {}): Promise<readonly bigint[]> => {
    const revisions: bigint[] = [];
    for await (const { revision } of log.readStream(name, options)) revisions.push(revision);
    return revisions;
  };

  beforeEach(() => {
    faulty = new FaultyEventLog(test.log);
    asked = 0;
    const open = faulty.readStream.bind(faulty);
    faulty.readStream = (name, options): AsyncIterable<RecordedEvent> => {
      asked += 1;
      return open(name, options);
    };
    log = soleWriter(faulty);
  });

  it('ask nobody after an append, and see the next one', async () => {
    const name = stream();
    await append(name, 'no_stream');
    expect(await read(name, { from: 1n })).toEqual([]);
    expect(asked).toBe(0);
    expect(await read(name)).toEqual([0n]);
    await append(name, 0n);
    expect(await read(name, { from: 1n })).toEqual([1n]);
    expect(asked).toBe(2);
  });

  it('ask while an append is under way: others may hear of it before whoever made it', async () => {
    const name = stream();
    await append(name, 'no_stream');
    const [isThere, isAnswered] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const open = faulty.append.bind(faulty);
    faulty.append = async (...wanted) => {
      const result = await open(...wanted);
      isThere.resolve();
      await isAnswered.promise;
      return result;
    };
    const second = append(name, 0n);
    await isThere.promise;
    expect(await read(name, { from: 1n })).toEqual([1n]);
    isAnswered.resolve();
    await second;
    asked = 0;
    expect(await read(name, { from: 2n })).toEqual([]);
    expect(asked).toBe(0);
  });

  it.each<{ what: string; options: ReadOptions }>([
    { what: 'a whole read', options: {} },
    { what: 'a read of the rest', options: { from: 1n } },
    { what: 'the newest event', options: { direction: 'backwards', maxCount: 1 } },
  ])('ask nobody after $what', async ({ options }) => {
    const name = stream();
    await test.log.append(name, 'no_stream', [event()]);
    await read(name, options);
    expect(await read(name, { from: 1n })).toEqual([]);
    expect(asked).toBe(1);
  });

  it('know a stream that is not there, until it is begun', async () => {
    const name = stream();
    for (const direction of ['forwards', 'backwards', 'forwards'] as const) {
      expect(await read(name, { direction })).toEqual([]);
    }
    expect(asked).toBe(1);
    await append(name, 'no_stream');
    expect(await read(name, { direction: 'backwards' })).toEqual([0n]);
    expect(await read(name)).toEqual([0n]);
  });

  it('learn nothing from a read that was left early', async () => {
    const name = stream();
    await test.log.append(name, 'no_stream', [event(), event()]);
    await read(name, { maxCount: 1 });
    expect(await read(name, { from: 1n })).toEqual([1n]);
    for await (const { revision } of log.readStream(name)) if (revision === 0n) break;
    expect(await read(name, { from: 1n })).toEqual([1n]);
  });

  it('learn from a repeated append only that something may be behind it', async () => {
    const name = stream();
    const [first, second] = [event(), event()];
    await test.log.append(name, 'no_stream', [first]);
    await test.log.append(name, 0n, [second]);
    expect(await log.append(name, 'no_stream', [first])).toEqual({ revision: 0n });
    expect(await read(name, { from: 1n })).toEqual([1n]);
  });

  it('ask again after a refusal', async () => {
    const name = stream();
    await append(name, 'no_stream');
    await test.log.append(name, 0n, [event()]);
    await expect(append(name, 0n)).rejects.toThrow('was expected to end');
    expect(await read(name, { from: 1n })).toEqual([1n]);
  });

  it('ask every time after an append whose fate is unknown, until the next one got through', async () => {
    const name = stream();
    await append(name, 'no_stream');
    faulty.set({ at: 1, when: 'before', how: 'fail' });
    await append(name, 0n).catch(() => undefined);
    faulty.set(null);
    expect(await read(name, { from: 1n })).toEqual([]);
    // It was still on its way.
    await test.log.append(name, 0n, [event()]);
    expect(await read(name, { from: 1n })).toEqual([1n]);
    await append(name, 1n);
    asked = 0;
    expect(await read(name, { from: 3n })).toEqual([]);
    expect(asked).toBe(0);
  });
});
