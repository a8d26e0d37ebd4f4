import { inflateSync, zstdDecompressSync } from 'node:zlib';
import type { CompressionAlgorithm } from './algorithm.js';
import { isOneFrame } from './zstd/single-frame.js';

type AtOnce = (stored: Uint8Array, length: number) => Uint8Array | null;

/** What node:zlib answers when it is asked for `info`, of which its types know nothing. */
interface WithEngine {
  readonly buffer: Uint8Array;
  readonly engine: { readonly bytesWritten: number };
}

/** Room for all, so that one call does; what needs more is not what it should be. */
const room = (length: number) => ({ chunkSize: Math.max(64, length), maxOutputLength: Math.max(1, length) });

const inflated: AtOnce = (stored, length) => {
  const found = inflateSync(stored, { ...room(length), info: true }) as unknown as WithEngine;
  return found.engine.bytesWritten === stored.length ? found.buffer : null;
};

const ways: Readonly<Record<CompressionAlgorithm, AtOnce>> = {
  none: (stored) => stored,
  zlib: inflated,
  gzip: inflated,
  zstd: (stored, length) => (isOneFrame(stored) ? zstdDecompressSync(stored, room(length)) : null),
  bz2: () => null,
  bzip2: () => null,
};

/**
 * Decompresses a small object, the whole of which is held in memory: setting up a stream would take longer. Null where there are
 * only streams for the algorithm, or it is not exactly so many bytes, whole and undamaged; what is wrong then, a stream tells.
 */
export const decompressedAtOnce = (
  algorithm: CompressionAlgorithm,
  stored: Uint8Array,
  length: number,
): Uint8Array | null => {
  try {
    const plain = ways[algorithm](stored, length);
    return plain?.length === length ? plain : null;
  } catch {
    return null;
  }
};
