import { randomBytes } from 'node:crypto';
import { constants, createZstdCompress, zstdDecompressSync } from 'node:zlib';
import { OUTPUT_BYTES, throughZlib } from './through-zlib.js';

const plain = randomBytes(4 * OUTPUT_BYTES);

async function* inParts(bytes: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < plain.length; at += bytes) yield plain.subarray(at, at + bytes);
}

const level = { [constants.ZSTD_c_compressionLevel]: 1 };

describe('throughZlib', () => {
  it.each([OUTPUT_BYTES / 8, OUTPUT_BYTES, 2 * OUTPUT_BYTES])(
    'gives every full buffer back once it is used, with parts of %i bytes',
    async (bytes) => {
      const stream = createZstdCompress({ chunkSize: OUTPUT_BYTES, params: level });
      const copies: Uint8Array[] = [];
      const used: Uint8Array[] = [];
      for await (const piece of throughZlib(inParts(bytes), stream)) {
        copies.push(Uint8Array.from(piece));
        used.push(piece);
      }
      expect(zstdDecompressSync(Buffer.concat(copies)).equals(plain)).toBe(true);
      const kept = new Set(used.map(({ buffer }) => buffer).filter(({ byteLength }) => byteLength > 0));
      // The last one was never full.
      expect(kept.size).toBe(1);
    },
  );
});
