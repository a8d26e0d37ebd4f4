import { availableParallelism } from 'node:os';
import type { Limits } from './limits/limits.js';
import { lower } from './limits/lower.js';
import type { Limit } from './report.js';
import { oneAfterTheOther } from './statistics.js';

export const compressions = ['none', 'zlib', 'zstd'] as const;
export type Compression = (typeof compressions)[number];

export interface StoredObjects {
  /** Bytes stored for each byte of the volume. */
  readonly share: number;
  /** There is one at a time, so its MD5 has nothing beside it. */
  readonly areLong: boolean;
}

/**
 * What bounds a full backup: each byte is hashed twice (SHA-256 and MD5) and compressed, and what comes out is written. The
 * first three share the processors, so their times add up; the disk works beside them. The MD5 of one object takes one processor.
 */
export const fullLimit = async (
  limits: Limits,
  compression: Compression,
  { share, areLong }: StoredObjects,
): Promise<Limit> => {
  const sha = await limits.cores('SHA-256 of 32 KiB blocks');
  const alone = areLong ? await limits.cores('MD5 of one message', 'one') : null;
  const md5 = alone ? alone.value * availableParallelism() : (await limits.cores('MD5')).value;
  const write = await limits.write();
  const rates = [sha.value, md5];
  if (compression !== 'none') {
    const codec = await limits.cores(`${compression} in pieces`);
    rates.push(codec.value);
  }
  const name = compression === 'none' ? 'SHA-256 + MD5' : `SHA-256 + ${compression} + MD5`;
  const shared = lower(
    { name: `${name}, all processors`, value: oneAfterTheOther(...rates), unit: 'MB/s' },
    { ...write, value: write.value / share },
  );
  return alone ? lower(shared, alone) : shared;
};

/** What bounds an incremental backup that has to look at every byte. */
export const incrementalLimit = (limits: Limits): Promise<Limit> => limits.cores('SHA-256 of 32 KiB blocks');

/** What bounds a restore: the disk, which gives what is stored and takes every byte, or the codec, or the MD5 of one object. */
export const restoreLimit = async (
  limits: Limits,
  compression: Compression,
  { share, areLong }: StoredObjects,
): Promise<Limit> => {
  const copy = await limits.copy();
  // What is less to read, the disk has time to write.
  const disk = lower({ ...copy, value: (2 * copy.value) / (1 + share) }, await limits.write());
  const decoded =
    compression === 'none' ? disk : lower(disk, await limits.cores(`${compression} decompression`));
  return areLong ? lower(decoded, await limits.cores('MD5 of one message', 'one')) : decoded;
};
