import type koffi from 'koffi';

/** Bytes of zlib's z_stream (zlib.h). zlib knows a stream again by its address, so they must not move. */
export type ZStream = Buffer;

export interface ZStreamLayout {
  /** Bytes. */
  readonly size: number;
  create(): ZStream;
  /** Sets what is to be compressed, and where to; both must stay where they are until that is done. */
  begin(stream: ZStream, data: Uint8Array, out: Uint8Array): void;
  /** What has been written to `out`. @throws Error when it had not room for all */
  made(stream: ZStream, out: Uint8Array): Uint8Array;
}

/** Where the fields are that a caller of zlib sets, on this system. */
export const zStreamLayout = ({ struct, sizeof, offsetof, address }: typeof koffi): ZStreamLayout => {
  const type = struct({
    next_in: 'void *',
    avail_in: 'unsigned int',
    total_in: 'unsigned long',
    next_out: 'void *',
    avail_out: 'unsigned int',
    total_out: 'unsigned long',
    msg: 'void *',
    state: 'void *',
    zalloc: 'void *',
    zfree: 'void *',
    opaque: 'void *',
    data_type: 'int',
    adler: 'unsigned long',
    reserved: 'unsigned long',
  });
  const size = sizeof(type);
  const nextIn = offsetof(type, 'next_in');
  const availableIn = offsetof(type, 'avail_in');
  const nextOut = offsetof(type, 'next_out');
  const availableOut = offsetof(type, 'avail_out');
  return {
    size,
    create: () => Buffer.from(new SharedArrayBuffer(size)),
    begin(stream, data, out) {
      stream.writeBigUInt64LE(address(data), nextIn);
      stream.writeUInt32LE(data.length, availableIn);
      stream.writeBigUInt64LE(address(out), nextOut);
      stream.writeUInt32LE(out.length, availableOut);
    },
    made(stream, out) {
      const left = stream.readUInt32LE(availableOut);
      if (left === 0 || stream.readUInt32LE(availableIn) > 0) throw new Error('zlib wants more room');
      return out.subarray(0, out.length - left);
    },
  };
};
