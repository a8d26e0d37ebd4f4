import type { FileHandle } from 'node:fs/promises';
import type { KoffiFunc } from 'koffi';

/** `FS_IOC_FIEMAP`, `struct fiemap` and `struct fiemap_extent` of linux/fiemap.h. */
const FS_IOC_FIEMAP = 0xc0_20_66_0b;
const HEADER_BYTES = 32;
const EXTENT_BYTES = 56;
/** Without it the map is that of the disk, not that of the file. */
const FLAG_SYNC = 0x1;
const LAST = 0x1;
const UNWRITTEN = 0x800;
const SHARED = 0x2000;
/** Whatever else is said of an extent (its place is unknown, encoded, inline, not aligned …): its place tells nothing. */
const UNDERSTOOD = LAST | UNWRITTEN | SHARED;
/** Extents of one answer: about 114 KB. */
const BATCH = 2048;

type Ioctl = KoffiFunc<(fd: number, request: number, argument: Buffer) => number>;

const ioctl = await load();

async function load(): Promise<Ioctl | null> {
  if (process.platform !== 'linux') return null;
  try {
    const { default: koffi } = await import('koffi');
    return koffi.load(null).func('int ioctl(int fd, unsigned long request, _Inout_ uint8_t *argument)');
  } catch {
    return null;
  }
}

/** Bytes `start` up to `end` of a file that are not a hole. */
export interface Extent {
  readonly start: number;
  readonly end: number;
  /** Where `start` lies on the device; null: nobody can say. */
  readonly place: number | null;
}

export interface ExtentMap {
  /** In order; what lies between them reads as zeros. */
  readonly extents: readonly Extent[];
  /** So far the map goes; short of the end asked for when there were too many extents for one answer. */
  readonly end: number;
}

/** Where the bytes `from` up to `to` of a file lie, after what was written to it was flushed. Null: the file system does not tell. */
export async function extentMap(file: FileHandle, from: number, to: number): Promise<ExtentMap | null> {
  if (ioctl === null) return null;
  const buffer = Buffer.alloc(HEADER_BYTES + BATCH * EXTENT_BYTES);
  buffer.writeBigUInt64LE(BigInt(from), 0);
  buffer.writeBigUInt64LE(BigInt(to - from), 8);
  buffer.writeUInt32LE(FLAG_SYNC, 16);
  buffer.writeUInt32LE(BATCH, 24);
  const done = await call(ioctl, file.fd, buffer);
  return done ? parseMap(buffer, from, to) : null;
}

const call = (function_: Ioctl, fd: number, buffer: Buffer): Promise<boolean> =>
  new Promise((resolve) => {
    function_.async(fd, FS_IOC_FIEMAP, buffer, (error: unknown, result: number) =>
      resolve(!error && result === 0),
    );
  });

/** Null when the answer makes no sense. */
export function parseMap(buffer: Buffer, from: number, to: number): ExtentMap | null {
  const count = buffer.readUInt32LE(20);
  if (count > BATCH) return null;
  const extents: Extent[] = [];
  let end = from;
  let isLast = count < BATCH;
  for (let i = 0; i < count; i++) {
    const extent = parseExtent(buffer, HEADER_BYTES + i * EXTENT_BYTES);
    if (extent.end <= extent.start || (i > 0 && extent.start < end)) return null;
    end = extent.end;
    isLast ||= (extent.flags & LAST) !== 0;
    // Never written, so it reads as zeros, like a hole.
    if ((extent.flags & UNWRITTEN) !== 0) continue;
    const start = Math.max(extent.start, from);
    if (start >= Math.min(end, to)) continue;
    const isUnderstood = (extent.flags & ~UNDERSTOOD) === 0 && Number.isSafeInteger(extent.place);
    const place = isUnderstood ? extent.place + start - extent.start : null;
    extents.push({ start, end: Math.min(end, to), place });
  }
  return { extents, end: isLast ? to : Math.min(end, to) };
}

const parseExtent = (buffer: Buffer, at: number) => {
  const start = Number(buffer.readBigUInt64LE(at));
  return {
    start,
    place: Number(buffer.readBigUInt64LE(at + 8)),
    end: start + Number(buffer.readBigUInt64LE(at + 16)),
    flags: buffer.readUInt32LE(at + 40),
  };
};
