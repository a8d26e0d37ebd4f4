/** The whole of a stream. */
export async function bytesOf(stream: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const got: Uint8Array[] = [];
  // A piece is good until the next one is asked for.
  for await (const piece of stream) got.push(Uint8Array.from(piece));
  return Buffer.concat(got);
}

/** Bytes as a stream, in parts of a size. */
export async function* inParts(bytes: Uint8Array, size = bytes.length): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

/** A stream of these pieces; a text stands for its UTF-8, an error is thrown at its place. */
export async function* pieces(...list: readonly (Uint8Array | string | Error)[]): AsyncGenerator<Uint8Array> {
  for (const piece of list) {
    if (piece instanceof Error) throw piece;
    yield typeof piece === 'string' ? Buffer.from(piece) : piece;
  }
}
