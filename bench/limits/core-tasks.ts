import { createHash } from 'node:crypto';
import { deflateSync, inflateSync, zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import { mixedContent, SeededBytes } from '../../test/support/generated-volume.js';
import { built } from '../built.js';

/** What one processor is asked to do again and again. Rates count the plain bytes, on both ways of a codec. */
export const coreTaskNames = [
  'SHA-256 of 32 KiB blocks',
  'MD5',
  'zlib',
  'zstd',
  'zlib decompression',
  'zstd decompression',
] as const;
/** Those in pieces take all processors by themselves. */
export type CoreTaskName =
  (typeof coreTaskNames)[number] | 'MD5 of one message' | 'zlib in pieces' | 'zstd in pieces';

interface CoreTask {
  readonly bytes: number;
  run(): Promise<void> | void;
}

const BLOCK = 32 * 1024;
/** Enough for a codec to be at its usual speed; both sides of the caches. */
const SAMPLE = 4 * 2 ** 20;
const PART = 256 * 1024;

/** The same mixture as the volumes that are backed up. */
const mixedSample = (): Buffer => {
  const bytes = new SeededBytes(3);
  const parts = Array.from({ length: SAMPLE / PART }, (_, part) =>
    bytes.next(mixedContent[part % mixedContent.length] ?? 'zeros', PART),
  );
  return Buffer.concat(parts);
};

const chunked = 'drivers/backup/chunked';

/** As the service does it, in lanes where that is faster. Zeros would be passed over. */
const sha256 = async (sample: Buffer): Promise<() => void> => {
  const { hashBlocks } = await built<
    typeof import('../../src/drivers/backup/chunked/engine/block-hasher.js')
  >(`${chunked}/engine/block-hasher.js`);
  return () => void hashBlocks(sample, BLOCK);
};

/** Eight objects side by side, as the service has them in a thread. */
const md5 = async (sample: Buffer): Promise<() => Promise<void>> => {
  const { openMd5 } = await built<typeof import('../../src/drivers/backup/chunked/hashing/open-md5.js')>(
    `${chunked}/hashing/open-md5.js`,
  );
  const eighth = sample.length / 8;
  const parts = Array.from({ length: 8 }, (_, i) => sample.subarray(i * eighth, (i + 1) * eighth));
  const one = async (part: Buffer): Promise<void> => {
    const hash = openMd5(part.length);
    await hash.update(part);
    await hash.digest();
    hash.close();
  };
  return async () => void (await Promise.all(parts.map(one)));
};

/** With the service's own codec: zlib's leaves out what cannot get smaller, zstd's has tables that fit into a cache. */
const inPieces = async (codec: 'zlib' | 'zstd', sample: Buffer): Promise<() => Promise<void>> => {
  const { compress } = await built<typeof import('../../src/drivers/backup/chunked/codec/codec.js')>(
    `${chunked}/codec/codec.js`,
  );
  return async () => {
    const source = async function* (): AsyncGenerator<Uint8Array> {
      yield sample;
    };
    for await (const piece of compress(codec, sample.length)(source())) void piece;
  };
};

const workOf = async (name: CoreTaskName, sample: Buffer): Promise<CoreTask['run']> => {
  switch (name) {
    case 'SHA-256 of 32 KiB blocks':
      return sha256(new SeededBytes(3).next('random', sample.length));
    case 'MD5':
      return md5(sample);
    case 'MD5 of one message':
      return () => void createHash('md5').update(sample).digest();
    case 'zlib':
      return () => void deflateSync(sample);
    case 'zlib in pieces':
      return inPieces('zlib', sample);
    case 'zstd in pieces':
      return inPieces('zstd', sample);
    case 'zstd':
      return () => void zstdCompressSync(sample);
    case 'zlib decompression': {
      const stored = deflateSync(sample);
      return () => void inflateSync(stored);
    }
    case 'zstd decompression': {
      const stored = zstdCompressSync(sample);
      return () => void zstdDecompressSync(stored);
    }
  }
};

/** A piece of work and how many plain bytes it is. */
export const coreTask = async (name: CoreTaskName): Promise<CoreTask> => {
  const sample = mixedSample();
  return { bytes: sample.length, run: await workOf(name, sample) };
};
