import { createHash } from 'node:crypto';
import { setImmediate as othersFirst } from 'node:timers/promises';
import { copiedMd5 } from './copied-md5.js';
import { isMd5Native, openMd5Kernel } from './kernels.js';
import { Md5Lanes, type Md5 } from './md5-lanes.js';
import { Md5Thread } from './md5-thread.js';

/** Longer messages seldom come with others, and alone they are hashed faster without lanes. */
const LONGEST_IN_LANES = 128 * 1024 * 1024;

let lanes: Md5Lanes | undefined;
let beside: Md5Thread | undefined;

/** In milliseconds: about what reading or writing the next part takes; who need not wait has more to go on with. */
const PATIENCE_MS = 5;
const PATIENCE_BESIDE_MS = 20;

const openInLanes = (patienceMs: number): Md5 => (lanes ??= new Md5Lanes(openMd5Kernel())).open(patienceMs);

const openAlone = (): Md5 => {
  const md5 = createHash('md5');
  return {
    ahead: 1,
    // Hashing keeps this thread. Whoever has the piece before in hand sets the disk or a compressor to work first.
    update: async (data) => {
      await othersFirst();
      md5.update(data);
    },
    digest: () => md5.digest('hex'),
    close: () => undefined,
  };
};

/** Too long to come with others; so is a length that nobody knows. */
export const isLong = (length: number | null): boolean => length === null || length > LONGEST_IN_LANES;

/** A long one in a thread beside this one; null while that hashes another. */
const openInThread = (): Md5 | null => (beside ??= new Md5Thread()).open();

/** An MD5 of that many bytes (null: unknown) for who needs his data back, side by side with others of this thread where that pays. */
export const openMd5 = (length: number | null): Md5 => {
  if (!isLong(length)) return openInLanes(PATIENCE_MS);
  const inThread = openInThread();
  return inThread === null ? openAlone() : copiedMd5(inThread);
};

/**
 * The same for who does not wait until a part is hashed, as long as fewer of them are under way than may be. A long message is hashed in
 * a thread beside this one. Further ones of this thread come together, so that the processor's own lanes pay.
 */
export const openMd5Beside = (length: number): Md5 => {
  if (!isLong(length)) return openInLanes(PATIENCE_BESIDE_MS);
  return openInThread() ?? (isMd5Native ? openInLanes(PATIENCE_BESIDE_MS) : openAlone());
};
