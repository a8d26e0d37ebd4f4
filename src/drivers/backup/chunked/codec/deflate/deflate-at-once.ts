import { deflateSync } from 'node:zlib';
import { type DeflateLibrary, loadDeflate, roomFor } from './library.js';
import type { ZStream } from './z-stream.js';

/** One zlib stream of bytes that are few, made before it returns and good until the next one is made. */
export type DeflateAtOnce = (plain: Uint8Array) => Uint8Array;

/** Any system, any build of Node. */
export const deflateAtOnceByNode: DeflateAtOnce = (plain) =>
  deflateSync(plain, { chunkSize: roomFor(plain.length) });

/** One state for all: see zstd/zstd-at-once.ts. */
export const deflateAtOnce = (zlib: DeflateLibrary): DeflateAtOnce => {
  let stream: ZStream | undefined;
  let out = new Uint8Array(0);
  return (plain) => {
    stream ??= zlib.createStream('zlib');
    if (out.length < roomFor(plain.length)) out = new Uint8Array(roomFor(plain.length));
    return zlib.compressAtOnce(stream, plain, out);
  };
};

let fastest: Promise<DeflateAtOnce> | undefined;

/** The thread's own. */
export const loadDeflateAtOnce = (): Promise<DeflateAtOnce> =>
  (fastest ??= loadDeflate().then((zlib) => (zlib === null ? deflateAtOnceByNode : deflateAtOnce(zlib))));
