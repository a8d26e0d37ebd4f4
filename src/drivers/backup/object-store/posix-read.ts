import { open } from 'node:fs/promises';

/**
 * Read at a time: big enough for the disk, small beside the memory budget. What is held while garbage is collected counts as old
 * from then on, and stays for long.
 */
const PIECE_BYTES = 512 * 1024;

/**
 * The bytes of a file that nobody writes to any more; every piece has memory of its own, which belongs to the reader.
 */
export async function* readFilePieces(path: string): AsyncGenerator<Uint8Array> {
  const file = await open(path, 'r');
  try {
    const { size } = await file.stat();
    for (let position = 0; position < size;) {
      const piece = Buffer.allocUnsafeSlow(Math.min(PIECE_BYTES, size - position));
      const { bytesRead } = await file.read(piece, 0, piece.length, position);
      if (bytesRead === 0) return;
      position += bytesRead;
      yield piece.subarray(0, bytesRead);
    }
  } finally {
    await file.close();
  }
}
