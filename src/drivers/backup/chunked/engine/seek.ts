import type { KoffiFunc } from 'koffi';

const SEEK_END = 2;
const SEEK_DATA = 3;
const SEEK_HOLE = 4;
const ENXIO = 6;

type Lseek = KoffiFunc<(fd: number, offset: number, whence: number) => number>;

interface Library {
  readonly lseek: Lseek;
  errno(): number;
}

/** Node has no lseek. Where it cannot be called, every byte counts as data. */
const library = await load();

async function load(): Promise<Library | null> {
  // The numbers above are Linux's.
  if (process.platform !== 'linux') return null;
  try {
    const { default: koffi } = await import('koffi');
    const lseek: Lseek = koffi.load(null).func('int64_t lseek(int fd, int64_t offset, int whence)');
    return { lseek, errno: () => koffi.errno() };
  } catch {
    return null;
  }
}

export interface Extent {
  readonly start: number;
  readonly end: number;
}

/**
 * The first bytes at or behind `from` that are not in a hole: `start` up to `end`, where the next hole may begin. Behind the last
 * data it is the end of the file, where reading has to fail. What a file system, a device or a platform cannot tell is data.
 */
export function dataFrom(fd: number, from: number): Extent {
  const all = { start: from, end: Number.POSITIVE_INFINITY };
  if (library === null) return all;
  const start = library.lseek(fd, from, SEEK_DATA);
  if (start < 0) {
    if (library.errno() !== ENXIO) return all;
    return { ...all, start: Math.max(from, library.lseek(fd, 0, SEEK_END)) };
  }
  const end = library.lseek(fd, start, SEEK_HOLE);
  return end > start && start >= from ? { start, end } : all;
}
