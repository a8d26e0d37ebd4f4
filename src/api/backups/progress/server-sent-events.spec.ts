import { setTimeout as sleep } from 'node:timers/promises';
import { eventually } from '../../../../test/support/eventually.js';
import { mostStreams, ProgressStreams } from './progress-streams.js';
import { serverSentEvents } from './server-sent-events.js';
import { acceptsEvents } from './wants-events.js';

const never = new AbortController().signal;

describe('serverSentEvents', () => {
  const all = async (source: AsyncGenerator<object, void>, signal = never, silenceMs = 1000) => {
    const texts: string[] = [];
    for await (const text of serverSentEvents(source, signal, silenceMs)) texts.push(text);
    return texts;
  };

  it('writes each item, and that there are no more', async () => {
    const texts = await all(
      (async function* () {
        yield { done: 1 };
        yield { done: 2 };
      })(),
    );
    expect(texts).toEqual([
      'event: progress\ndata: {"done":1}\n\n',
      'event: progress\ndata: {"done":2}\n\n',
      'event: end\ndata: {}\n\n',
    ]);
  });

  it('is never silent for long', async () => {
    const texts = await all(
      (async function* () {
        await sleep(60);
        yield {};
      })(),
      never,
      20,
    );
    expect(texts[0]).toBe(': still here\n\n');
    expect(texts.slice(-2)).toEqual(['event: progress\ndata: {}\n\n', 'event: end\ndata: {}\n\n']);
  });

  it('does not say that it is the end when it was cut off', async () => {
    const end = new AbortController();
    const texts = await all(
      (async function* () {
        yield {};
        end.abort();
      })(),
      end.signal,
    );
    expect(texts).toEqual(['event: progress\ndata: {}\n\n']);
  });
});

describe('ProgressStreams', () => {
  let freed = 0;
  const waiting = async (signal: AbortSignal): Promise<AsyncGenerator<object, void>> =>
    (async function* () {
      try {
        yield {};
        if (!signal.aborted) await new Promise((resolve) => signal.addEventListener('abort', resolve));
      } finally {
        freed += 1;
      }
    })();

  it('frees everything when the client goes away, at whatever moment', async () => {
    const streams = new ProgressStreams();
    freed = 0;
    const [untouched, read] = [await streams.open(waiting), await streams.open(waiting)];
    read.resume();
    await sleep(5);
    expect(streams.count).toBe(2);
    for (const stream of [untouched, read]) stream.destroy();
    await eventually(() => expect([streams.count, freed]).toEqual([0, 1]));
  });

  it('are so many and no more, and end with the service', async () => {
    const streams = new ProgressStreams();
    const open = await Promise.all(Array.from({ length: mostStreams }, () => streams.open(waiting)));
    await expect(streams.open(waiting)).rejects.toMatchObject({ code: 'HTTPServiceUnavailable' });
    const ended = Promise.all(open.map((stream) => new Promise((resolve) => stream.once('end', resolve))));
    for (const stream of open) stream.resume();
    streams.onModuleDestroy();
    await ended;
    await eventually(() => expect(streams.count).toBe(0));
    await expect(streams.open(waiting)).rejects.toThrow('The service is stopping.');
  });
});

it.each([
  ['text/event-stream', true],
  ['application/json, Text/Event-Stream;q=0.9', true],
  ['application/json', false],
  ['*/*', false],
  [undefined, false],
])('an Accept of %s asks for events: %s', (accept, wanted) => {
  expect(acceptsEvents(accept)).toBe(wanted);
});
