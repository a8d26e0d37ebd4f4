/** What every disk and file system takes that knows direct writes: both are a page of memory. */
export const ALIGNMENT = 4096;
/** Big enough for the disk to be busy with a few of them. */
export const BUFFER_BYTES = 512 * 1024;

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

/** Memory that begins where direct writes want it, kept for the next one who needs it; null where nobody can tell. */
export const takeBuffer = (): Buffer | null => {
  if (addressOf === null) return null;
  const known = free.pop();
  if (known !== undefined) return known;
  const memory = Buffer.allocUnsafeSlow(BUFFER_BYTES + ALIGNMENT);
  const beyond = Number(addressOf(memory) % BigInt(ALIGNMENT));
  const start = beyond === 0 ? 0 : ALIGNMENT - beyond;
  return memory.subarray(start, start + BUFFER_BYTES);
};

export const giveBuffer = (buffer: Buffer): void => {
  free.push(buffer);
};
