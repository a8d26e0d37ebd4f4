import { PassThrough } from 'node:stream';
import { CallTimeout } from './client-error.js';
import { pull, type ReadSource } from './pull.js';

describe('pull', () => {
  let source: PassThrough;
  let cancelled: number;
  let ending: AbortController;
  beforeEach(() => {
    source = new PassThrough({ objectMode: true });
    cancelled = 0;
    ending = new AbortController();
  });
  const start = (idleMs = Infinity) =>
    pull<number>(source as unknown as ReadSource, {
      signal: ending.signal,
      idleMs: () => idleMs,
      cancel: async () => {
        cancelled += 1;
      },
    });
  const take = async (items: AsyncGenerator<unknown>, count: number): Promise<unknown[]> => {
    const taken: unknown[] = [];
    while (taken.length < count) taken.push((await items.next()).value);
    return taken;
  };

  it('puts caughtUp behind the events that were read before it', async () => {
    const items = start();
    const first = items.next();
    for (const n of [1, 2, 3]) source.write(n);
    source.emit('caughtUp');
    source.write(4);
    expect([(await first).value, ...(await take(items, 4))]).toEqual([1, 2, 3, 'caughtUp', 4]);
  });

  it('gives what has arrived before it reports a failure', async () => {
    source.write(1);
    const items = start();
    expect(await take(items, 1)).toEqual([1]);
    source.emit('error', new Error('lost'));
    await expect(items.next()).rejects.toThrow('lost');
    expect(cancelled).toBe(1);
  });

  it('takes a stream that closes without an end for a failure', async () => {
    const items = start();
    const next = items.next();
    source.destroy();
    await expect(next).rejects.toThrow(/closed in the middle/);
  });

  it('ends with the stream', async () => {
    source.end(1);
    const items = start();
    expect(await take(items, 2)).toEqual([1, undefined]);
    expect(cancelled).toBe(0);
  });

  it('fails when nothing comes for too long', async () => {
    await expect(start(5).next()).rejects.toThrow(CallTimeout);
    expect(cancelled).toBe(1);
  });

  it('hangs up when the consumer leaves, and survives what the call then reports', async () => {
    source.write(1);
    for await (const item of start()) {
      expect(item).toBe(1);
      break;
    }
    expect(cancelled).toBe(1);
    source.emit('error', new Error('cancelled on client'));
  });

  it('ends quietly when the signal aborts', async () => {
    const next = start().next();
    ending.abort();
    expect(await next).toEqual({ done: true, value: undefined });
  });
});
