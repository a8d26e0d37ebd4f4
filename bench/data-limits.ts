import type { Limits } from './limits/limits.js';
import { lower } from './limits/lower.js';
import type { Limit } from './report.js';
import { oneAfterTheOther } from './statistics.js';

export const compressions = ['none', 'zlib', 'zstd'] as const;
export type Compression = (typeof compressions)[number];

/**
 * What bounds a full backup: each byte is hashed twice (SHA-256 and MD5) and compressed, and what comes out is written. The
 * first three share the processors, so their times add up; the disk works beside them.
 * @param stored bytes stored for each byte of the volume
 */
export const fullLimit = async (limits: Limits, compression: Compression, stored: number): Promise<Limit> => {
  const sha = await limits.cores('SHA-256 of 32 KiB blocks');
  const md5 = await limits.cores('MD5');
  const write = await limits.write();
  const rates = [sha.value, md5.value];
  if (compression !== 'none') {
    const codec = await limits.cores(`${compression} in pieces`);
    rates.push(codec.value);
  }
  const name = compression === 'none' ? 'SHA-256 + MD5' : `SHA-256 + ${compression} + MD5`;
  return lower(
    { name: `${name}, all processors`, value: oneAfterTheOther(...rates), unit: 'MB/s' },
    { ...write, value: write.value / stored },
  );
};

/** What bounds an incremental backup that has to look at every byte. */
export const incrementalLimit = (limits: Limits): Promise<Limit> => limits.cores('SHA-256 of 32 KiB blocks');

/** What bounds a restore: the disk, which gives every byte that it takes where nothing is compressed, or the codec. */
export const restoreLimit = async (limits: Limits, compression: Compression): Promise<Limit> =>
  compression === 'none'
    ? limits.copy()
    : lower(await limits.write(), await limits.cores(`${compression} decompression`));
