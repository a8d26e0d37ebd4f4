import { BLOCK_BYTES } from './rounds.js';

/** The end of a message of that many bytes: the bytes that no block holds yet, a one, zeros, the length in bits. */
export const lastBlocks = (rest: Uint8Array, length: number, bigEndian: boolean): Uint8Array => {
  const end = new Uint8Array(rest.length + 9 > BLOCK_BYTES ? 2 * BLOCK_BYTES : BLOCK_BYTES);
  end.set(rest);
  end[rest.length] = 0x80;
  new DataView(end.buffer).setBigUint64(end.length - 8, BigInt(length) * 8n, !bigEndian);
  return end;
};
