const POLYNOMIAL = 0x04c11db7;

const TABLE = Int32Array.from({ length: 256 }, (_, byte) => {
  let crc = byte << 24;
  for (let bit = 0; bit < 8; bit++) crc = crc < 0 ? (crc << 1) ^ POLYNOMIAL : crc << 1;
  return crc;
});

/** CRC-32 as bzip2 computes it: most significant bit first. Starts at -1 and is inverted at the end. */
export const crcStart = -1;
export const crcNext = (crc: number, byte: number): number =>
  (crc << 8) ^ (TABLE[((crc >>> 24) ^ byte) & 0xff] ?? 0);
export const crcEnd = (crc: number): number => ~crc >>> 0;

/** The checksum of the stream takes in that of each block. */
export const combineCrc = (stream: number, block: number): number =>
  (((stream << 1) | (stream >>> 31)) ^ block) >>> 0;
