import { comparePositions, type RecordedEvent } from '../../src/drivers/event-log/port.js';
import type { EventLogUnderTest } from './event-log.contract.js';
import {
  collect,
  endOf,
  fill,
  freshStream,
  ids,
  sample,
  samples,
  setMetadata,
  tombstone,
} from './event-log.samples.js';

export const readCases = (subject: () => EventLogUnderTest): void => {
  describe('what is read back', () => {
    const roundTrip = async (
      data: Record<string, unknown>,
      metadata = {},
    ): Promise<RecordedEvent | undefined> => {
      const stream = freshStream();
      await subject().log.append(stream, 'no_stream', [sample(data, { metadata })]);
      return (await collect(subject().log.readStream(stream)))[0];
    };

    it('is what was written: id, type, data, stream, revision', async () => {
      const stream = freshStream();
      const event = sample({ size: 1, nested: { list: [1, null, 'a'], flag: true } });
      const { position } = await subject().log.append(stream, 'no_stream', [event]);
      const [read] = await collect(subject().log.readStream(stream));
      expect(read).toMatchObject({ ...event, stream, revision: 0n, position });
    });

    it('carries the metadata, the reserved names included', async () => {
      const metadata = {
        $correlationId: 'op-1',
        $causationId: 'cmd-1',
        actor: { user: 'u', roles: ['a'] },
        schema: 1,
      };
      expect((await roundTrip({}, metadata))?.metadata).toEqual(metadata);
    });

    it('keeps every character', async () => {
      const data = { text: 'Ærøskøbing 火 🔥 \u0000 \u2028 "\\\n', ключ: 'e\u0301' };
      expect((await roundTrip(data, { name: '備份' }))?.data).toEqual(data);
    });

    it('keeps stream names in any script', async () => {
      const stream = `${freshStream()}-備份 é/%`;
      await subject().log.append(stream, 'no_stream', [sample()]);
      expect((await collect(subject().log.readStream(stream)))[0]?.stream).toBe(stream);
    });

    it('keeps 64-bit numbers given as text, and numbers up to 2^53', async () => {
      const data = { bytes: '18446744073709551615', size: Number.MAX_SAFE_INTEGER };
      expect((await roundTrip(data))?.data).toEqual(data);
    });

    it('says when it was recorded', async () => {
      const before = Date.now();
      const read = await roundTrip({});
      // A server of its own may have a clock of its own.
      expect(Math.abs((read?.created.getTime() ?? 0) - before)).toBeLessThan(60_000);
    });
  });

  describe('reading a stream', () => {
    let stream: string;
    const events = samples(10);
    beforeAll(async () => {
      stream = freshStream();
      await fill(subject().log, stream, events);
    });
    const numbers = async (
      options: Parameters<EventLogUnderTest['log']['readStream']>[1],
    ): Promise<number[]> =>
      (await collect(subject().log.readStream(stream, options))).map((event) => Number(event.revision));

    it('goes forwards from the start', async () => {
      expect(ids(await collect(subject().log.readStream(stream)))).toEqual(ids(events));
    });

    it('goes backwards from the end', async () => {
      expect(await numbers({ direction: 'backwards' })).toEqual([9, 8, 7, 6, 5, 4, 3, 2, 1, 0]);
    });

    it('begins with the revision named, in both directions', async () => {
      expect(await numbers({ from: 7n })).toEqual([7, 8, 9]);
      expect(await numbers({ direction: 'backwards', from: 2n })).toEqual([2, 1, 0]);
    });

    it('stops after maxCount', async () => {
      expect(await numbers({ from: 3n, maxCount: 2 })).toEqual([3, 4]);
      expect(await numbers({ direction: 'backwards', maxCount: 1 })).toEqual([9]);
      expect(await numbers({ maxCount: 0 })).toEqual([]);
    });

    it('gives nothing from beyond the end, forwards', async () => {
      expect(await numbers({ from: 10n })).toEqual([]);
    });

    it('gives nothing for a stream that does not exist', async () => {
      expect(await collect(subject().log.readStream(freshStream()))).toEqual([]);
      expect(await collect(subject().log.readStream(freshStream(), { direction: 'backwards' }))).toEqual([]);
    });

    it('can be left in the middle', async () => {
      for await (const event of subject().log.readStream(stream)) if (event.revision === 4n) break;
      expect(await numbers({ from: 9n })).toEqual([9]);
    });

    it('shows what stream metadata leaves visible', async () => {
      const cut = freshStream();
      await subject().log.append(cut, 'no_stream', samples(6));
      await setMetadata(subject().connectionString, cut, { maxCount: 4 });
      expect((await collect(subject().log.readStream(cut))).map((event) => event.revision)).toEqual([
        2n,
        3n,
        4n,
        5n,
      ]);
      await setMetadata(subject().connectionString, cut, { truncateBefore: 5 });
      expect((await collect(subject().log.readStream(cut))).map((event) => event.revision)).toEqual([5n]);
      expect((await subject().log.append(cut, 5n, [sample()])).revision).toBe(6n);
    });
  });

  describe('reading the whole log', () => {
    it('gives events of all streams in the order of their positions', async () => {
      const { log } = subject();
      const start = await endOf(log);
      const [a, b] = [freshStream(), freshStream()];
      const events = samples(4);
      await log.append(a, 'no_stream', events.slice(0, 1));
      await log.append(b, 'no_stream', events.slice(1, 3));
      await log.append(a, 0n, events.slice(3));
      const read = await collect(log.readAll({ after: start }));
      expect(ids(read)).toEqual(ids(events));
      expect(read.map((event) => event.position)).toEqual(
        read.map((event) => event.position).sort(comparePositions),
      );
    });

    it('leaves out the event at the position it starts after, in both directions', async () => {
      const { log } = subject();
      const start = await endOf(log);
      const events = samples(3);
      await log.append(freshStream(), 'no_stream', events);
      const middle = (await collect(log.readAll({ after: start })))[1];
      expect(ids(await collect(log.readAll({ after: middle?.position })))).toEqual(ids(events.slice(2)));
      const backwards = log.readAll({ direction: 'backwards', after: middle?.position, maxCount: 1 });
      expect(ids(await collect(backwards))).toEqual(ids(events.slice(0, 1)));
    });

    it('begins at the newest event backwards', async () => {
      const events = samples(3);
      await subject().log.append(freshStream(), 'no_stream', events);
      const newest = await collect(subject().log.readAll({ direction: 'backwards', maxCount: 2 }));
      expect(ids(newest)).toEqual(ids(events).reverse().slice(0, 2));
    });

    it('leaves out system events, and counts only what it gives', async () => {
      const { log, connectionString } = subject();
      const start = await endOf(log);
      const events = samples(3);
      const [first, second, third] = [freshStream(), freshStream(), freshStream()];
      await log.append(first, 'no_stream', events.slice(0, 1));
      await setMetadata(connectionString, first, { maxCount: 1000 });
      await log.append(second, 'no_stream', events.slice(1, 2));
      await tombstone(connectionString, second);
      await log.append(third, 'no_stream', events.slice(2));
      expect(ids(await collect(log.readAll({ after: start, maxCount: 3 })))).toEqual(ids(events));
    });

    it('reads far beyond one page', async () => {
      const { log } = subject();
      const start = await endOf(log);
      await log.append(freshStream(), 'no_stream', samples(1500));
      expect(await collect(log.readAll({ after: start }))).toHaveLength(1500);
      expect(await collect(log.readAll({ after: start, maxCount: 1200 }))).toHaveLength(1200);
    });
  });

  describe('head', () => {
    it('is the position of the newest event', async () => {
      const { position } = await subject().log.append(freshStream(), 'no_stream', samples(2));
      expect(await subject().log.head()).toEqual(position);
    });

    it('is not moved by system events', async () => {
      const stream = freshStream();
      const { position } = await subject().log.append(stream, 'no_stream', [sample()]);
      for (let n = 1; n <= 20; n++) await setMetadata(subject().connectionString, stream, { maxCount: n });
      expect(await subject().log.head()).toEqual(position);
    });
  });
};
