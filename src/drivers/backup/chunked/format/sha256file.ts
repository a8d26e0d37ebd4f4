import { InvalidBackup } from '../../port.js';
import { DIGEST_BYTES, type DigestSpool } from './digest-spool.js';
import { HashArray } from './hash-array.js';
import { headerMembers } from './header-text.js';
import { integerOf } from './json-node.js';
import { JsonSyntaxError } from './json-tokenizer.js';
import type { MetadataHeader } from './metadata.js';
import { readRootObject } from './root-object.js';
import { inPieces } from './text-pieces.js';

/**
 * The bytes of a `_sha256file` object, exactly as Cinder writes them (spec section 1.3).
 * @param chunk_size bytes of a hash block
 * @param digests 32 bytes per block of the whole volume, cut anywhere
 */
export const writeSha256File = (
  header: MetadataHeader,
  chunk_size: number,
  digests: AsyncIterable<Uint8Array>,
): AsyncIterable<Uint8Array> => inPieces(sha256FileText(header, chunk_size, digests));

async function* sha256FileText(
  header: MetadataHeader,
  chunk_size: number,
  digests: AsyncIterable<Uint8Array>,
): AsyncGenerator<string> {
  const member = headerMembers(header);
  yield `{\n  "backup_description": ${member.backup_description},\n  "backup_id": ${member.backup_id},\n`;
  yield `  "backup_name": ${member.backup_name},\n  "chunk_size": ${chunk_size},\n`;
  yield `  "created_at": ${member.created_at},\n  "sha256s": [`;
  let count = 0;
  for await (const whole of wholeDigests(digests)) {
    const hex = Buffer.from(whole.buffer, whole.byteOffset, whole.length).toString('hex');
    let text = '';
    for (let at = 0; at < hex.length; at += 2 * DIGEST_BYTES) {
      text += `${count++ === 0 ? '' : ','}\n    "${hex.slice(at, at + 2 * DIGEST_BYTES)}"`;
    }
    yield text;
  }
  yield count === 0 ? '],\n' : '\n  ],\n';
  yield `  "version": ${member.version},\n  "volume_id": ${member.volume_id}\n}`;
}

/** Cuts anew, so that no digest is divided. */
async function* wholeDigests(digests: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let rest: Uint8Array = new Uint8Array(0);
  for await (const piece of digests) {
    const bytes = rest.length === 0 ? piece : Buffer.concat([rest, piece]);
    const whole = bytes.length - (bytes.length % DIGEST_BYTES);
    if (whole > 0) yield bytes.subarray(0, whole);
    rest = Uint8Array.from(bytes.subarray(whole));
  }
  if (rest.length > 0) throw new RangeError(`${rest.length} bytes of a digest are left over`);
}

/**
 * Reads a `_sha256file` object of any layout into a spool, from its start; what the spool held is gone. A hash that is no 64 hex
 * digits is stored as 32 zero bytes, which no block's digest equals, so that the block counts as changed. Not flushed.
 * @returns the size of a hash block in bytes, and the number of hashes
 * @throws InvalidBackup when it is not JSON, or chunk_size or sha256s is missing or of another type
 */
export async function readSha256File(
  source: AsyncIterable<Uint8Array>,
  spool: DigestSpool,
): Promise<{ readonly chunk_size: number; readonly count: number }> {
  const hashes = new HashArray(spool);
  await spool.truncate(0);
  const members = await readRootObject(source, hashes).catch((error: unknown) => {
    if (!(error instanceof JsonSyntaxError)) throw error;
    throw new InvalidBackup(`the sha256file object cannot be read: ${error.message}.`);
  });
  await hashes.finish();
  const chunk_size = integerOf(members.get('chunk_size'));
  if (chunk_size === null || chunk_size < 1)
    throw new InvalidBackup('the sha256file object has no valid chunk_size.');
  if (members.get('sha256s')?.kind !== 'array')
    throw new InvalidBackup('the sha256file object has no list of hashes.');
  return { chunk_size, count: hashes.count };
}
