import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { bytesOf } from '../../../../../test/support/byte-streams.js';
import { DigestBatch } from './digest-batch.js';
import { DIGEST_BYTES, DigestSpool } from './digest-spool.js';
import { DigestWindow } from './digest-window.js';

const digests = (values: readonly number[]) =>
  Buffer.concat(values.map((value) => Buffer.alloc(DIGEST_BYTES, value)));

const values = fc.array(fc.integer({ min: 1, max: 255 }), { maxLength: 9 });

describe('a hash list in small parts', () => {
  let directory: string;
  let spool: DigestSpool;
  let run = 0;
  const fresh = async () => DigestSpool.open(join(directory, `spool-${run++}`));
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'emberlog-digests-'));
    spool = await fresh();
  });
  afterEach(async () => {
    await spool.close();
    await rm(directory, { recursive: true });
  });

  it('is written as if each part were written alone, whatever room there is', async () => {
    const parts = fc.array(fc.record({ gap: fc.integer({ min: 0, max: 2 }), values }), { maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(parts, fc.integer({ min: 0, max: 12 }), async (list, room) => {
        const [ours, theirs] = [await fresh(), await fresh()];
        const batch = new DigestBatch(ours, room);
        let at = 0;
        for (const part of list) {
          at += part.gap;
          await batch.add(at, digests(part.values));
          await theirs.write(at, digests(part.values));
          at += part.values.length;
        }
        await batch.flush();
        expect((await bytesOf(ours.stream())).equals(await bytesOf(theirs.stream()))).toBe(true);
        await Promise.all([ours.close(), theirs.close()]);
      }),
      { numRuns: 40 },
    );
  });

  it('is written in a few big writes', async () => {
    const writes: number[] = [];
    const write = spool.write.bind(spool);
    spool.write = async (index, all) => {
      writes.push(all.length / DIGEST_BYTES);
      await write(index, all);
    };
    const batch = new DigestBatch(spool);
    for (let at = 0; at < 3000; at += 10) await batch.add(at, digests(Array<number>(10).fill(7)));
    await batch.flush();
    await batch.flush();
    expect(writes).toEqual([2040, 960]);
  });

  it('is read as if each part were read alone, up to its end', async () => {
    await spool.write(0, digests(Array.from({ length: 40 }, (_, index) => index + 1)));
    const reads = fc.array(fc.tuple(fc.integer({ min: 0, max: 50 }), fc.integer({ min: 0, max: 20 })));
    await fc.assert(
      fc.asyncProperty(reads, fc.integer({ min: 0, max: 50 }), async (list, end) => {
        const window = new DigestWindow(spool, end);
        for (const [index, count] of list) {
          const expected = await spool.read(index, Math.max(0, Math.min(count, end - index)));
          expect(Buffer.from(await window.read(index, count)).equals(expected)).toBe(true);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('is read in a few big reads', async () => {
    await spool.write(0, digests(Array<number>(3000).fill(7)));
    let reads = 0;
    const read = spool.read.bind(spool);
    spool.read = (index, count) => {
      reads++;
      return read(index, count);
    };
    const window = new DigestWindow(spool, 3000);
    for (let at = 0; at < 3000; at += 10) expect(await window.read(at, 10)).toHaveLength(10 * DIGEST_BYTES);
    expect(reads).toBe(2);
  });
});
