/** What every disk and file system takes that knows direct reads and writes: both are a page of memory. */
export const ALIGNMENT = 4096;
/** Big enough for the disk to be busy with a few of them. */
export const BUFFER_BYTES = 512 * 1024;
/** Buffers that are kept for the next ones who need them: as many as a thread has in use at most, eight for each of its tasks. */
const KEPT = 64;

const free: Buffer[] = [];
const addressOf = await load();

async function load(): Promise<((memory: Uint8Array) => bigint) | null> {
  if (process.platform !== 'linux') return null;
  try {
    const { default: koffi } = await import('koffi');
    return (memory) => koffi.address(memory);
  } catch {
    return null;
  }
}

/** Whether buffers begin where direct reads and writes want it; otherwise nobody can tell where they do. */
export const areAligned = addressOf !== null;

/** Whether it can go past the page cache as it is, at any position of whole pages. */
export const isWholePages = (data: Uint8Array): boolean =>
  addressOf !== null && data.length % ALIGNMENT === 0 && addressOf(data) % BigInt(ALIGNMENT) === 0n;

/** Shared memory of BUFFER_BYTES, so that another thread can hash what is in it without a copy; that is anything at first. */
export const takeBuffer = (): Buffer => {
  const known = free.pop();
  if (known !== undefined) return known;
  const memory = Buffer.from(new SharedArrayBuffer(BUFFER_BYTES + ALIGNMENT));
  const beyond = Number((addressOf?.(memory) ?? 0n) % BigInt(ALIGNMENT));
  const start = beyond === 0 ? 0 : ALIGNMENT - beyond;
  return memory.subarray(start, start + BUFFER_BYTES);
};

/** Nobody may use it any more, the system included. */
export const giveBuffer = (buffer: Buffer): void => {
  if (free.length < KEPT) free.push(buffer);
};
