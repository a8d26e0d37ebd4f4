import type { Transform } from 'node:stream';

/** Bytes of output that a zlib stream collects before it hands them on: its `chunkSize`. */
export const OUTPUT_BYTES = 256 * 1024;

/** A compressor or decompressor of node:zlib. */
export type ZlibStream = Transform & { readonly bytesWritten: number };

/** Bytes came after the end of a compressed stream. */
export class TrailingBytes extends Error {
  override readonly name = 'TrailingBytes';
}

/**
 * Sends a source through a zlib stream, piece by piece: the next piece is asked for only when the last one is used up, so that
 * the source may reuse its buffer, and little is held. What comes out is good until the next is asked for. Errors of the source
 * come out unchanged.
 * @param stream with OUTPUT_BYTES as its `chunkSize`
 * @throws TrailingBytes when the zlib stream had ended before the source
 */
export async function* throughZlib(
  source: AsyncIterable<Uint8Array>,
  stream: ZlibStream,
): AsyncGenerator<Uint8Array> {
  const fed = feed(source, stream).then(
    () => null,
    (error: Error) => {
      stream.destroy(error);
      return { error };
    },
  );
  try {
    for await (const piece of stream) {
      yield piece as Uint8Array;
      giveBack(piece as Uint8Array);
    }
    // The stream can end before its source does.
    const failure = await fed;
    if (failure) throw failure.error;
  } finally {
    stream.destroy();
    await fed;
  }
}

/** A stream fills one buffer after the other, and never comes back to one that is full: left to the collector, they were most of its work. */
function giveBack({ buffer, byteOffset, byteLength }: Uint8Array): void {
  if (!(buffer instanceof ArrayBuffer) || buffer.byteLength !== OUTPUT_BYTES) return;
  if (byteOffset + byteLength === OUTPUT_BYTES) buffer.transfer(0);
}

async function feed(source: AsyncIterable<Uint8Array>, stream: ZlibStream): Promise<void> {
  let length = 0;
  for await (const piece of source) {
    if (piece.length === 0) continue;
    if (stream.destroyed) return;
    await write(stream, piece);
    // It may still read the piece then, so that the source must not get it back.
    if (stream.destroyed) return;
    length += piece.length;
    if (stream.bytesWritten !== length) throw new TrailingBytes();
  }
  // Without data: end(data) makes node write an empty second zstd frame behind the first.
  stream.end();
}

/** Resolves when the piece is used up, or the stream is gone; the stream's own error comes out at its reading end. */
function write(stream: ZlibStream, piece: Uint8Array): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      stream.off('close', done);
      resolve();
    };
    stream.once('close', done);
    stream.write(piece, done);
  });
}
