import { DIGEST_BYTES } from '../../format/digest-spool.js';
import { inOrder } from '../in-order.js';
import type { Operation } from '../operation.js';
import type { Range } from '../pieces.js';
import { spooling, type BackupSpool } from './backup-spool.js';
import { segments } from './segments.js';

const none = Buffer.alloc(DIGEST_BYTES);

/**
 * Makes sure that the digest of every block up to `end` is in the spool: where one is missing (the spool is lost, cut off, or
 * its end was not yet durable) the device is read again. No SHA-256 is all zero, so that is what a gap looks like.
 */
export async function completeDigests(
  operation: Operation,
  device: string,
  spool: BackupSpool,
  { blockSize, end }: { readonly blockSize: number; readonly end: number },
): Promise<void> {
  const digests = { path: spool.digestsPath, blockSize };
  const scan = (range: Range) =>
    operation.task('scanSegment', { device, ...range, digests, parent: null, suspects: null });
  for await (const scanned of inOrder(missing(spool, blockSize, end), operation.pool.width, scan))
    void scanned;
}

async function* missing(spool: BackupSpool, blockSize: number, end: number): AsyncGenerator<Range> {
  for (const range of segments({ offset: 0, length: end }, blockSize)) {
    const count = Math.ceil(range.length / blockSize);
    const found = await spooling(() => spool.digests.read(range.offset / blockSize, count));
    if (found.length < count * DIGEST_BYTES || hasGap(found)) yield range;
  }
}

function hasGap(digests: Uint8Array): boolean {
  for (let at = 0; at < digests.length; at += DIGEST_BYTES) {
    // A digest that merely starts with a zero is common enough not to compare all of each.
    if (digests[at] === 0 && none.equals(digests.subarray(at, at + DIGEST_BYTES))) return true;
  }
  return false;
}
