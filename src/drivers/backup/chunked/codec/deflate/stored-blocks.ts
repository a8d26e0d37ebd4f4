const MOST = 0xffff;
const HEADER = 5;

/** Bytes as deflate blocks that say them as they are (RFC 1951 section 3.2.4), from one byte border to another, in `out`. */
export function storedBlocks(data: Uint8Array, isLast: boolean, out: Uint8Array): Uint8Array {
  const count = Math.ceil(data.length / MOST);
  const blocks = Buffer.from(out.buffer, out.byteOffset, data.length + count * HEADER);
  let to = 0;
  for (let from = 0; from < data.length; from += MOST) {
    const length = Math.min(MOST, data.length - from);
    to = blocks.writeUInt8(isLast && from + length === data.length ? 1 : 0, to);
    to = blocks.writeUInt16LE(length, to);
    to = blocks.writeUInt16LE(~length & 0xffff, to);
    blocks.set(data.subarray(from, from + length), to);
    to += length;
  }
  return blocks;
}
