/** The same bytes in parts of at least that many, the last one excepted: every part costs its reader a call. */
export async function* inBiggerParts(
  source: AsyncIterable<Uint8Array>,
  bytes: number,
): AsyncGenerator<Uint8Array> {
  let parts: Uint8Array[] = [];
  let length = 0;
  for await (const part of source) {
    if (length === 0 && part.length >= bytes) {
      yield part;
      continue;
    }
    parts.push(part);
    length += part.length;
    if (length < bytes) continue;
    yield Buffer.concat(parts);
    parts = [];
    length = 0;
  }
  if (length > 0) yield Buffer.concat(parts);
}
