import { BUFFER_BYTES, giveBuffer, takeBuffer } from '../../file-io/aligned-buffers.js';
import type { Md5 } from './md5-lanes.js';

/** Updates on their way resolve or fail in their turn; until then a failure must not count as unhandled. */
const later = (hashing: Promise<void>): Promise<void> => {
  hashing.catch(() => {});
  return hashing;
};

/**
 * An MD5 for who wants his data back at once: copies them, which takes a tenth of the time that hashing takes, so that the next ones
 * can be read, decompressed and written while these are hashed elsewhere.
 */
export const copiedMd5 = (md5: Md5): Md5 => {
  const underWay: Promise<void>[] = [];
  const hash = async (part: Uint8Array): Promise<void> => {
    while (underWay.length >= md5.ahead) await underWay.shift();
    const buffer = takeBuffer();
    buffer.set(part);
    const hashing = Promise.resolve(md5.update(buffer.subarray(0, part.length)));
    underWay.push(later(hashing.finally(() => giveBuffer(buffer))));
  };
  return {
    ahead: 1,
    async update(data) {
      for (let at = 0; at < data.length; at += BUFFER_BYTES) await hash(data.subarray(at, at + BUFFER_BYTES));
    },
    async digest() {
      await Promise.all(underWay);
      return md5.digest();
    },
    close: () => md5.close(),
  };
};
