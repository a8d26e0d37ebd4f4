import { zstdCompressSync } from 'node:zlib';
import { frameOptions, LEVEL } from './frame-options.js';
import { type Context, loadZstd, roomFor, type ZstdLibrary } from './library.js';

/** One frame of bytes that are few, made before it returns and good until the next one is made. */
export type ZstdAtOnce = (plain: Uint8Array) => Uint8Array;

/** Any system, any build of Node. */
export const zstdAtOnceByNode: ZstdAtOnce = (plain) =>
  zstdCompressSync(plain, { chunkSize: roomFor(plain.length), ...frameOptions(plain.length) });

/**
 * One compressor for all. node:zlib sets one up for each call, and V8, which counts its memory as garbage then, collects all of the
 * thread's heap after every hundred or so.
 */
export const zstdAtOnce = (zstd: ZstdLibrary): ZstdAtOnce => {
  let context: Context | undefined;
  let out = new Uint8Array(0);
  return (plain) => {
    context ??= zstd.createContext();
    if (out.length < roomFor(plain.length)) out = new Uint8Array(roomFor(plain.length));
    return zstd.compressAtOnce(context, plain, { level: LEVEL, out });
  };
};

let fastest: Promise<ZstdAtOnce> | undefined;

/** The thread's own. */
export const loadZstdAtOnce = (): Promise<ZstdAtOnce> =>
  (fastest ??= loadZstd().then((zstd) => (zstd === null ? zstdAtOnceByNode : zstdAtOnce(zstd))));
