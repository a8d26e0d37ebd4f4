const MAGIC = 0xfd2fb528;
/** The content's size follows, in 8 bytes; neither a checksum nor a dictionary. */
const DESCRIPTOR = 0xc0;
const SMALLEST_WINDOW_LOG = 10;

/**
 * Half of what level 3 would have: several objects at a time then leave room for one another in the processor's caches, and in the
 * memory budget.
 */
export const WINDOW_LOG = 20;

/** How a frame begins whose blocks look back no further than the window (RFC 8878, 3.1.1.1). */
export const frameHeader = (contentBytes: number): Uint8Array => {
  const header = Buffer.alloc(14);
  header.writeUInt32LE(MAGIC, 0);
  header.writeUInt8(DESCRIPTOR, 4);
  header.writeUInt8((WINDOW_LOG - SMALLEST_WINDOW_LOG) << 3, 5);
  header.writeBigUInt64LE(BigInt(contentBytes), 6);
  return header;
};

/** A block of no bytes, the last one. */
export const EMPTY_LAST_BLOCK = Buffer.of(1, 0, 0);
