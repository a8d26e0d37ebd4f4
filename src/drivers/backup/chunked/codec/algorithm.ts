import { InvalidBackup } from '../../port.js';

/** The names Cinder writes; `gzip` is a zlib stream and `bzip2` is bz2 (spec/backup-formats.md section 1.5). */
export const COMPRESSION_ALGORITHMS = ['none', 'zlib', 'gzip', 'bz2', 'bzip2', 'zstd'] as const;
export type CompressionAlgorithm = (typeof COMPRESSION_ALGORITHMS)[number];

/** Names for `none` that a configuration may use and an old backup may hold. */
const MEANS_NONE = new Set(['off', 'no']);

const isAlgorithm = (name: string): name is CompressionAlgorithm =>
  (COMPRESSION_ALGORITHMS as readonly string[]).includes(name);

/**
 * The algorithm a name stands for, in any case.
 * @throws InvalidBackup "unsupported compression algorithm: <x>"
 */
export function compressionAlgorithm(name: string): CompressionAlgorithm {
  const lower = name.toLowerCase();
  if (isAlgorithm(lower)) return lower;
  if (MEANS_NONE.has(lower)) return 'none';
  throw new InvalidBackup(`unsupported compression algorithm: ${name}`);
}
