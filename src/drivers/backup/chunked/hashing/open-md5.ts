import { createHash } from 'node:crypto';
import { setImmediate as othersFirst } from 'node:timers/promises';
import { openMd5Kernel } from './kernels.js';
import { Md5Lanes, type Md5 } from './md5-lanes.js';

/** Longer messages come one at a time, and alone they are hashed faster without lanes. */
const LONGEST_IN_LANES = 128 * 1024 * 1024;

let lanes: Md5Lanes | undefined;

/** An MD5 of that many bytes (null: unknown), side by side with others of this thread where that pays. */
export const openMd5 = (length: number | null): Md5 => {
  if (length === null || length > LONGEST_IN_LANES) {
    const md5 = createHash('md5');
    return {
      // Hashing keeps this thread. Whoever has the piece before in hand sets the disk or a compressor to work first.
      update: async (data) => {
        await othersFirst();
        md5.update(data);
      },
      digest: () => md5.digest('hex'),
      close: () => undefined,
    };
  }
  lanes ??= new Md5Lanes(openMd5Kernel());
  return lanes.open();
};
