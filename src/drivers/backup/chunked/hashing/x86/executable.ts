const READ_WRITE = 3;
const READ_EXECUTE = 5;
const PRIVATE_ANONYMOUS = 0x22;

export interface Routine {
  readonly code: Uint8Array;
  /** Where in the code the first instruction is. */
  readonly entry: number;
  /** What it is called with, as C has it. It answers nothing. */
  readonly parameters: readonly string[];
}

/**
 * Machine code where the processor may run it and nobody may write any more. It stays there as long as the process lives.
 * @returns null where this cannot be had: on another system than Linux, or where a policy forbids it
 */
export const executable = async ({ code, entry, parameters }: Routine): Promise<unknown> => {
  if (process.platform !== 'linux') return null;
  try {
    const { default: koffi } = await import('koffi');
    const library = koffi.load(null);
    const map = library.func(
      'void *mmap(void *address, size_t length, int protection, int flags, int fd, int64_t offset)',
    );
    const protect = library.func('int mprotect(void *address, size_t length, int protection)');
    const place: bigint = map(null, code.length, READ_WRITE, PRIVATE_ANONYMOUS, -1, 0);
    koffi.encode(place, koffi.array('uint8_t', code.length), code);
    if (protect(place, code.length, READ_EXECUTE) !== 0) return null;
    return koffi.decode(place + BigInt(entry), koffi.proto('void', [...parameters]));
  } catch {
    return null;
  }
};
