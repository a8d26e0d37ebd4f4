import {
  comparePositions,
  EventTooLarge,
  StreamGone,
  WrongExpectedRevision,
} from '../../src/drivers/event-log/port.js';
import type { EventLogUnderTest } from './event-log.contract.js';
import { collect, fill, freshStream, ids, sample, samples, tombstone } from './event-log.samples.js';

const MIB = 1024 * 1024;

export const appendCases = (subject: () => EventLogUnderTest): void => {
  describe('expected revision', () => {
    it('numbers the first event of a new stream 0', async () => {
      const result = await subject().log.append(freshStream(), 'no_stream', [sample()]);
      expect(result.revision).toBe(0n);
      expect(result.position).toBeDefined();
    });

    it('answers with the revision of the last event of the append', async () => {
      const stream = freshStream();
      await subject().log.append(stream, 'no_stream', samples(3));
      expect((await subject().log.append(stream, 2n, samples(2))).revision).toBe(4n);
    });

    it('gives later appends later positions', async () => {
      const [first, second] = [
        await subject().log.append(freshStream(), 'no_stream', [sample()]),
        await subject().log.append(freshStream(), 'no_stream', [sample()]),
      ];
      if (!first.position || !second.position) throw new Error('a first append has a position');
      expect(comparePositions(first.position, second.position)).toBeLessThan(0);
    });

    it.each([
      { ends: 'behind', expected: 0n },
      { ends: 'ahead', expected: 7n },
    ])('refuses a revision that is $ends, and says where the stream ends', async ({ expected }) => {
      const stream = freshStream();
      await subject().log.append(stream, 'no_stream', samples(3));
      const refused = subject().log.append(stream, expected, [sample()]);
      await expect(refused).rejects.toThrow(WrongExpectedRevision);
      await expect(refused).rejects.toMatchObject({ stream, expected, actual: 2n });
    });

    it('refuses to begin a stream that exists', async () => {
      const stream = freshStream();
      await subject().log.append(stream, 'no_stream', [sample()]);
      const refused = subject().log.append(stream, 'no_stream', [sample()]);
      await expect(refused).rejects.toMatchObject({ name: 'WrongExpectedRevision', actual: 0n });
    });

    it('refuses to go on with a stream that does not exist', async () => {
      const refused = subject().log.append(freshStream(), 3n, [sample()]);
      await expect(refused).rejects.toMatchObject({ name: 'WrongExpectedRevision', actual: 'no_stream' });
    });

    it('leaves nothing behind when it refuses', async () => {
      const stream = freshStream();
      const kept = samples(2);
      await subject().log.append(stream, 'no_stream', kept);
      await subject()
        .log.append(stream, 0n, samples(3))
        .catch(() => {});
      expect(ids(await collect(subject().log.readStream(stream)))).toEqual(ids(kept));
    });

    it('lets exactly one of 200 concurrent appends at the same revision win', async () => {
      const stream = freshStream();
      await subject().log.append(stream, 'no_stream', [sample()]);
      const rivals = samples(200);
      const outcomes = await Promise.allSettled(
        rivals.map((event) => subject().log.append(stream, 0n, [event])),
      );
      const refusals = outcomes.filter((outcome) => outcome.status === 'rejected');
      expect(refusals).toHaveLength(199);
      for (const { reason } of refusals) expect(reason).toBeInstanceOf(WrongExpectedRevision);
      expect(await collect(subject().log.readStream(stream))).toHaveLength(2);
    });

    it('takes 200 concurrent appends to streams of their own', async () => {
      const streams = Array.from({ length: 200 }, freshStream);
      await Promise.all(streams.map((stream) => subject().log.append(stream, 'no_stream', samples(2))));
      const lengths = await Promise.all(
        streams.map(async (stream) => (await collect(subject().log.readStream(stream))).length),
      );
      expect(new Set(lengths)).toEqual(new Set([2]));
    });
  });

  describe('the same append again', () => {
    it('is a success, and not a second event', async () => {
      const stream = freshStream();
      const event = sample();
      await subject().log.append(stream, 'no_stream', [event]);
      expect((await subject().log.append(stream, 'no_stream', [event])).revision).toBe(0n);
      expect(await collect(subject().log.readStream(stream))).toHaveLength(1);
    });

    it('is a success also after later events', async () => {
      const stream = freshStream();
      const events = samples(2);
      await subject().log.append(stream, 'no_stream', samples(2));
      await subject().log.append(stream, 1n, events);
      await subject().log.append(stream, 3n, samples(5));
      expect((await subject().log.append(stream, 1n, events)).revision).toBe(3n);
      expect(await collect(subject().log.readStream(stream))).toHaveLength(9);
    });

    it('is refused when only its beginning stands there', async () => {
      const stream = freshStream();
      const [first, other] = [sample(), sample()];
      await subject().log.append(stream, 'no_stream', [first]);
      await subject().log.append(stream, 0n, [sample()]);
      await expect(subject().log.append(stream, 'no_stream', [first, other])).rejects.toThrow(
        WrongExpectedRevision,
      );
    });

    it('is refused at another revision', async () => {
      const stream = freshStream();
      const event = sample();
      await fill(subject().log, stream, [sample(), event, sample()]);
      await expect(subject().log.append(stream, 1n, [event])).rejects.toThrow(WrongExpectedRevision);
    });

    it('wins once when it is sent twice at the same moment', async () => {
      const stream = freshStream();
      const event = sample();
      const twice = await Promise.all([1, 2].map(() => subject().log.append(stream, 'no_stream', [event])));
      expect(twice.map((result) => result.revision)).toEqual([0n, 0n]);
      expect(await collect(subject().log.readStream(stream))).toHaveLength(1);
    });
  });

  describe('size', () => {
    it('takes an append of nearly 1 MiB', async () => {
      const stream = freshStream();
      const data = { text: 'x'.repeat(MIB - 4096) };
      await subject().log.append(stream, 'no_stream', [sample(data)]);
      expect((await collect(subject().log.readStream(stream)))[0]?.data).toEqual(data);
    });

    it('refuses one event of more than 1 MiB', async () => {
      const stream = freshStream();
      const large = sample({ text: 'x'.repeat(MIB) });
      await expect(subject().log.append(stream, 'no_stream', [large])).rejects.toThrow(EventTooLarge);
      expect(await collect(subject().log.readStream(stream))).toEqual([]);
    });

    it('refuses many events that exceed 1 MiB together, and writes none of them', async () => {
      const stream = freshStream();
      const many = Array.from({ length: 3 }, () => sample({ text: 'é'.repeat(200_000) }));
      await expect(subject().log.append(stream, 'no_stream', many)).rejects.toThrow(EventTooLarge);
      expect(await collect(subject().log.readStream(stream))).toEqual([]);
    });

    it('writes all of 500 events in one append', async () => {
      const stream = freshStream();
      const many = samples(500);
      expect((await subject().log.append(stream, 'no_stream', many)).revision).toBe(499n);
      expect(ids(await collect(subject().log.readStream(stream)))).toEqual(ids(many));
    });

    it('refuses an append of nothing, or of what is no JSON', async () => {
      await expect(subject().log.append(freshStream(), 'no_stream', [])).rejects.toThrow(TypeError);
      const bigint = sample({ n: 1n });
      await expect(subject().log.append(freshStream(), 'no_stream', [bigint])).rejects.toThrow(TypeError);
    });
  });

  describe('a tombstoned stream', () => {
    it('can never be written again', async () => {
      const stream = freshStream();
      await subject().log.append(stream, 'no_stream', [sample()]);
      await tombstone(subject().connectionString, stream);
      await expect(subject().log.append(stream, 0n, [sample()])).rejects.toThrow(StreamGone);
      await expect(subject().log.append(stream, 'no_stream', [sample()])).rejects.toThrow(StreamGone);
    });

    it('can never be read again', async () => {
      const stream = freshStream();
      await subject().log.append(stream, 'no_stream', [sample()]);
      await tombstone(subject().connectionString, stream);
      await expect(collect(subject().log.readStream(stream))).rejects.toThrow(StreamGone);
    });
  });
};
