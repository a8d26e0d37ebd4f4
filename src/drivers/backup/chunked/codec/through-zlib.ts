import type { Transform } from 'node:stream';

/** A compressor or decompressor of node:zlib. */
export type ZlibStream = Transform & { readonly bytesWritten: number };

/** Bytes came after the end of a compressed stream. */
export class TrailingBytes extends Error {
  override readonly name = 'TrailingBytes';
}

/**
 * Sends a source through a zlib stream, piece by piece: the next piece is asked for only when the last one is used up, so that
 * the source may reuse its buffer, and little is held. Errors of the source come out unchanged.
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
    for await (const piece of stream) yield piece as Uint8Array;
    // The stream can end before its source does.
    const failure = await fed;
    if (failure) throw failure.error;
  } finally {
    stream.destroy();
    await fed;
  }
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
