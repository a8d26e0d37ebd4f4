const PIECE_CHARACTERS = 64 * 1024;

/** Joins many short texts into pieces of about 64 KiB of UTF-8. */
export async function* inPieces(texts: AsyncIterable<string>): AsyncGenerator<Uint8Array> {
  let text = '';
  for await (const next of texts) {
    text += next;
    if (text.length < PIECE_CHARACTERS) continue;
    yield Buffer.from(text);
    text = '';
  }
  if (text !== '') yield Buffer.from(text);
}
