import { createHash, hash } from 'node:crypto';
import { deflateSync, inflateSync, zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import { mixedContent, SeededBytes } from '../../test/support/generated-volume.js';

/** What one processor is asked to do again and again. Rates count the plain bytes, on both ways of a codec. */
export const coreTaskNames = [
  'SHA-256 of 32 KiB blocks',
  'MD5',
  'zlib',
  'zstd',
  'zlib decompression',
  'zstd decompression',
] as const;
export type CoreTaskName = (typeof coreTaskNames)[number];

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

const compress = { zlib: deflateSync, zstd: zstdCompressSync } as const;

/** A piece of work and how many plain bytes it is. */
export const coreTask = (name: CoreTaskName): { readonly bytes: number; run(): void } => {
  const sample = mixedSample();
  const bytes = sample.length;
  const packed = { zlib: () => compress.zlib(sample), zstd: () => compress.zstd(sample) };
  switch (name) {
    case 'SHA-256 of 32 KiB blocks':
      return {
        bytes,
        run: () => {
          for (let at = 0; at < bytes; at += BLOCK) hash('sha256', sample.subarray(at, at + BLOCK), 'buffer');
        },
      };
    case 'MD5':
      return { bytes, run: () => createHash('md5').update(sample).digest() };
    case 'zlib':
    case 'zstd':
      return { bytes, run: packed[name] };
    case 'zlib decompression': {
      const stored = packed.zlib();
      return { bytes, run: () => inflateSync(stored) };
    }
    case 'zstd decompression': {
      const stored = packed.zstd();
      return { bytes, run: () => zstdDecompressSync(stored) };
    }
  }
};
