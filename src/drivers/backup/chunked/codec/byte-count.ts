import { damaged } from './damaged.js';

/** Turns one stream of bytes into another; errors of the source pass through unchanged. */
export type ByteTransform = (source: AsyncIterable<Uint8Array>) => AsyncIterable<Uint8Array>;

/** Passes bytes through and refuses more than `limitBytes`, before the piece that has too many is handed on. */
export async function* atMost(
  source: AsyncIterable<Uint8Array>,
  limitBytes: number,
  what: string,
): AsyncGenerator<Uint8Array> {
  let length = 0;
  for await (const piece of source) {
    length += piece.length;
    if (length > limitBytes) throw damaged(what, `the data is longer than ${limitBytes} bytes`);
    yield piece;
  }
}

/** Passes bytes through and throws when they are not exactly `length`: the caller's arithmetic, or the device, is wrong. */
export async function* exactly(
  source: AsyncIterable<Uint8Array>,
  length: number,
): AsyncGenerator<Uint8Array> {
  let got = 0;
  for await (const piece of source) {
    got += piece.length;
    if (got > length) break;
    if (piece.length > 0) yield piece;
  }
  if (got !== length) {
    throw new RangeError(
      `The data to compress was announced with ${length} bytes and came with ${got > length ? 'more' : got}.`,
    );
  }
}
