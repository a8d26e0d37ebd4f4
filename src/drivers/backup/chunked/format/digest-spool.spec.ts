import { appendFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { bytesOf } from '../../../../../test/support/byte-streams.js';
import { DIGEST_BYTES, DigestSpool } from './digest-spool.js';

const digest = (value: number) => Buffer.alloc(DIGEST_BYTES, value);

describe('DigestSpool', () => {
  let dir: string;
  let path: string;
  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), 'emberlog-spool-'));
    path = join(dir, 'spool');
  });
  afterEach(async () => {
    await rm(dir, { recursive: true });
  });

  it('reads like an array that was written at the same places', async () => {
    const writes = fc.array(
      fc.record({
        index: fc.integer({ min: 0, max: 50 }),
        values: fc.array(fc.integer({ min: 1, max: 255 }), { maxLength: 20 }),
      }),
      { maxLength: 12 },
    );
    let run = 0;
    await fc.assert(
      fc.asyncProperty(writes, fc.integer({ min: 0, max: 60 }), async (list, from) => {
        const spool = await DigestSpool.open(`${path}-${run++}`);
        const reference: number[] = [];
        for (const { index, values } of list) {
          await spool.write(index, Buffer.concat(values.map(digest)));
          if (values.length > 0) while (reference.length < index) reference.push(0);
          for (const [k, value] of values.entries()) reference[index + k] = value;
        }
        const expected = Buffer.concat(reference.map(digest));
        expect(await spool.count()).toBe(reference.length);
        expect((await bytesOf(spool.stream())).equals(expected)).toBe(true);
        const range = expected.subarray(from * DIGEST_BYTES, (from + 7) * DIGEST_BYTES);
        expect(Buffer.from(await spool.read(from, 7)).equals(range)).toBe(true);
        await spool.close();
      }),
      { numRuns: 50 },
    );
  });

  it('keeps what was flushed when it is opened again, without a torn record', async () => {
    const first = await DigestSpool.open(path);
    await first.write(0, Buffer.concat([digest(1), digest(2)]));
    await first.flush();
    await first.close();
    await appendFile(path, Buffer.alloc(20, 9));
    const again = await DigestSpool.open(path);
    expect(await again.count()).toBe(2);
    await again.write(2, digest(3));
    expect(await bytesOf(again.stream())).toEqual(Buffer.concat([digest(1), digest(2), digest(3)]));
    await again.close();
  });

  it('is cut to a number of digests, and streamed up to one', async () => {
    const spool = await DigestSpool.open(path);
    await spool.write(0, Buffer.concat([digest(1), digest(2), digest(3)]));
    expect(await bytesOf(spool.stream(2))).toEqual(Buffer.concat([digest(1), digest(2)]));
    expect((await bytesOf(spool.stream(0))).length).toBe(0);
    await spool.truncate(1);
    expect(await bytesOf(spool.stream(5))).toEqual(digest(1));
    await spool.close();
  });

  it('streams more than one piece', async () => {
    const spool = await DigestSpool.open(path);
    const many = Buffer.concat(Array.from({ length: 5000 }, (_, index) => digest(index % 251)));
    await spool.write(0, many);
    expect((await bytesOf(spool.stream())).equals(many)).toBe(true);
    await spool.close();
  });

  it('refuses parts of digests and places that are none', async () => {
    const spool = await DigestSpool.open(path);
    await expect(spool.write(0, Buffer.alloc(33))).rejects.toThrow(RangeError);
    for (const index of [-1, 0.5, Number.NaN])
      await expect(spool.write(index, digest(1))).rejects.toThrow(RangeError);
    expect(await spool.count()).toBe(0);
    await spool.close();
  });
});
