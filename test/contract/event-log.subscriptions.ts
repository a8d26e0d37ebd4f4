import { setTimeout as sleep } from 'node:timers/promises';
import type { RecordedEvent, SubscribeOptions } from '../../src/drivers/event-log/port.js';
import type { EventLogUnderTest } from './event-log.contract.js';
import {
  collectLive,
  endOf,
  fill,
  freshCategory,
  freshStream,
  ids,
  sample,
  samples,
  setMetadata,
} from './event-log.samples.js';

export const subscriptionCases = (subject: () => EventLogUnderTest): void => {
  describe('subscribing', () => {
    let ending: AbortController;
    beforeEach(() => {
      ending = new AbortController();
    });
    afterEach(() => ending.abort());
    const subscribe = (options: Omit<SubscribeOptions, 'signal'>) =>
      subject().log.subscribe({ ...options, signal: ending.signal });

    it('gives the past in order, then says so', async () => {
      const { log } = subject();
      const start = await endOf(log);
      const events = samples(40);
      await fill(log, freshStream(), events);
      const seen: (string | undefined)[] = [];
      for await (const item of subscribe({ after: start })) {
        seen.push(item === 'caughtUp' ? item : item.id);
        if (item === 'caughtUp') break;
      }
      expect(seen).toEqual([...ids(events), 'caughtUp']);
    });

    it('says so at once when there is no past', async () => {
      const items = subscribe({ streamPrefixes: [`${freshCategory()}-`] })[Symbol.asyncIterator]();
      expect(await items.next()).toEqual({ done: false, value: 'caughtUp' });
      await items.return?.();
    });

    it('begins with the very first event when no position is given', async () => {
      const { log } = subject();
      const category = freshCategory();
      const events = samples(3);
      await log.append(`${category}-1`, 'no_stream', events);
      expect(ids(await collectLive(subscribe({ streamPrefixes: [`${category}-`] }), 3))).toEqual(ids(events));
    });

    it('gives new events as they come', async () => {
      const { log } = subject();
      const stream = freshStream();
      const events = samples(3);
      const seen: string[] = [];
      let expected: 'no_stream' | bigint = 'no_stream';
      for await (const item of subscribe({ after: await endOf(log) })) {
        if (item !== 'caughtUp') seen.push(item.id);
        const next = events[seen.length];
        if (!next) break;
        // Each event is written only after the one before has arrived.
        if (seen.length > 0 || item === 'caughtUp')
          expected = (await log.append(stream, expected, [next])).revision;
      }
      expect(seen).toEqual(ids(events));
    });

    it('gives the same record that a read gives', async () => {
      const { log } = subject();
      const after = await endOf(log);
      const stream = freshStream();
      await log.append(stream, 'no_stream', [sample({ text: '火' }, { metadata: { $correlationId: 'c' } })]);
      const [delivered] = await collectLive(subscribe({ after }), 1);
      for await (const read of log.readStream(stream)) expect(delivered).toEqual(read);
      expect(delivered?.stream).toBe(stream);
    });

    it('goes on after a position without a gap or a repeat', async () => {
      const { log } = subject();
      const start = await endOf(log);
      const events = samples(30);
      await fill(log, freshStream(), events);
      const seen: RecordedEvent[] = [];
      while (seen.length < events.length) {
        seen.push(
          ...(await collectLive(subscribe({ after: seen.at(-1)?.position ?? start }), 7)).slice(0, 7),
        );
        if (events.length - seen.length < 7) break;
      }
      expect(ids(seen)).toEqual(ids(events.slice(0, seen.length)));
    });

    it('gives only streams with one of the prefixes, past and live, in the global order', async () => {
      const { log } = subject();
      const [a, b, c] = [freshCategory(), freshCategory(), freshCategory()];
      const events = samples(6);
      const write = (category: string, index: number, key: string) =>
        log.append(`${category}-${key}`, 'no_stream', events.slice(index, index + 1));
      await write(a, 0, 'past');
      await write(c, 1, 'past');
      await write(b, 2, 'past');
      const seen: string[] = [];
      let live = false;
      for await (const item of subscribe({ streamPrefixes: [`${a}-`, `${b}-`] })) {
        if (item !== 'caughtUp') seen.push(item.id);
        else if (!live) {
          live = true;
          await write(b, 3, 'live');
          await write(c, 4, 'live');
          await write(a, 5, 'live');
        }
        if (seen.length === 4) break;
      }
      expect(seen).toEqual(ids([0, 2, 3, 5].flatMap((index) => events.slice(index, index + 1))));
    });

    it('takes a prefix literally, up to any point of the name', async () => {
      const { log } = subject();
      const category = freshCategory();
      const events = samples(3);
      await log.append(`${category}-12`, 'no_stream', events.slice(0, 1));
      await log.append(`${category}-2`, 'no_stream', events.slice(1, 2));
      await log.append(`${category}-13`, 'no_stream', events.slice(2));
      const seen = await collectLive(subscribe({ streamPrefixes: [`${category}-1`] }), 2);
      expect(ids(seen)).toEqual([events[0]?.id, events[2]?.id]);
    });

    it('never gives system events', async () => {
      const { log, connectionString } = subject();
      const after = await endOf(log);
      const stream = freshStream();
      const events = samples(2);
      await log.append(stream, 'no_stream', events.slice(0, 1));
      await setMetadata(connectionString, stream, { maxCount: 100 });
      await log.append(stream, 0n, events.slice(1));
      expect(ids(await collectLive(subscribe({ after }), 2))).toEqual(ids(events));
    });

    it('holds everything for a slow consumer, in order', async () => {
      const { log } = subject();
      const category = freshCategory();
      const events = Array.from({ length: 600 }, (_, n) => sample({ n, text: 'x'.repeat(2000) }));
      const seen: string[] = [];
      let writing: Promise<void> | undefined;
      for await (const item of subscribe({ streamPrefixes: [`${category}-`] })) {
        writing ??= fill(log, `${category}-1`, events);
        if (item !== 'caughtUp') seen.push(item.id);
        if (seen.length % 50 === 1) await sleep(15);
        if (seen.length === events.length) break;
      }
      await writing;
      expect(seen).toEqual(ids(events));
    });

    it('serves many subscribers, each with everything', async () => {
      const { log } = subject();
      const category = freshCategory();
      const events = samples(50);
      const all = Array.from({ length: 10 }, () =>
        collectLive(subscribe({ streamPrefixes: [`${category}-`] }), events.length),
      );
      await fill(log, `${category}-1`, events);
      for (const seen of await Promise.all(all)) expect(ids(seen)).toEqual(ids(events));
    });

    it('gives several events of one append together and in order', async () => {
      const { log } = subject();
      const after = await endOf(log);
      const events = samples(300);
      const seen = collectLive(subscribe({ after }), events.length);
      await log.append(freshStream(), 'no_stream', events);
      expect(ids(await seen)).toEqual(ids(events));
    });

    it('ends when its signal aborts, also while it waits', async () => {
      const seen: unknown[] = [];
      for await (const item of subscribe({ streamPrefixes: [`${freshCategory()}-`] })) {
        seen.push(item);
        setTimeout(() => ending.abort(), 10);
      }
      expect(seen).toEqual(['caughtUp']);
    });

    it('gives nothing when its signal was aborted before', async () => {
      ending.abort();
      for await (const item of subscribe({})) throw new Error(`unexpected ${String(item)}`);
    });
  });
};
