import type { DigestSpool } from './digest-spool.js';
import type { MetadataHeader } from './metadata.js';

/** The bytes of a `_sha256file` object, exactly as Cinder writes them. `digests` gives 32 bytes per block, cut anywhere. */
export async function* writeSha256File(
  _header: MetadataHeader,
  _chunk_size: number,
  _digests: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  throw new Error('being written');
}

/**
 * Reads a `_sha256file` object of any layout into a spool, from its start. A hash that is no 64 hex digits is stored as 32 zero
 * bytes, which no block's digest equals, so that the block counts as changed.
 * @returns the size of a hash block and the number of hashes
 * @throws InvalidBackup when it is not JSON, or chunk_size or sha256s is missing or of another type
 */
export async function readSha256File(
  _source: AsyncIterable<Uint8Array>,
  _spool: DigestSpool,
): Promise<{ readonly chunk_size: number; readonly count: number }> {
  throw new Error('being written');
}
