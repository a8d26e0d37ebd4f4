import type { KoffiFunc } from 'koffi';
import { zstdDecompressSync } from 'node:zlib';
import { frameHeader } from './frame-header.js';
import { tuning, UNKNOWN_LENGTH } from './tuning.js';

/** A compressor's state: an address. */
export type Context = object;

/** The part of zstd's own functions that node:zlib does not offer. Sizes are bytes; one beyond the room given is an error's code. */
export interface ZstdLibrary {
  createContext(): Context;
  /** The blocks of a piece that knows nothing of those before it, without a frame's header. @throws Error */
  compress(context: Context, piece: Uint8Array, options: BlockOptions): Promise<Uint8Array>;
  /** One frame, with its content's size, before it returns; `out` has room as for a piece. @throws Error */
  compressAtOnce(context: Context, plain: Uint8Array, options: FrameOptions): Uint8Array;
}

export interface FrameOptions {
  readonly level: number;
  /** Room for what comes out, `roomFor` the whole at least. */
  readonly out: Uint8Array;
}

export interface BlockOptions extends FrameOptions {
  /** The frame ends with this piece. */
  readonly isLast: boolean;
}

/** zstd.h: ZSTD_COMPRESSBOUND. */
export const roomFor = (bytes: number): number => bytes + (bytes >> 8) + 128 * 1024;

type Compress = KoffiFunc<
  (context: Context, out: Uint8Array, room: number, piece: Uint8Array | null, bytes: number) => number
>;

type CompressFrame = KoffiFunc<(...parameters: [...Parameters<Compress>, level: number]) => number>;

const PARAMETERS = 'void *context, uint8_t *out, size_t room, const uint8_t *piece, size_t bytes';

/**
 * zstd as Node brings it along, called without node:zlib in between. A frame is put together from pieces as zstd does it itself where
 * several threads compress one frame (zstdmt_compress.c): the header that each piece would begin with is left out, and no piece
 * refers to the last offsets of the one before. Loaded once; null where these functions are not to be had, or do not do what they should.
 */
export const loadZstd = (): Promise<ZstdLibrary | null> => (loaded ??= load());

let loaded: Promise<ZstdLibrary | null> | undefined;

const load = async (): Promise<ZstdLibrary | null> => {
  try {
    const { default: koffi } = await import('koffi');
    const program = koffi.load(null);
    const createContext = program.func('void *ZSTD_createCCtx()');
    const { parametersOf, begin } = tuning(koffi, program);
    const forgetOffsets = program.func('void ZSTD_invalidateRepCodes(void *context)');
    const goOn: Compress = program.func(`size_t ZSTD_compressContinue(${PARAMETERS})`);
    const end: Compress = program.func(`size_t ZSTD_compressEnd(${PARAMETERS})`);
    const whole: CompressFrame = program.func(`size_t ZSTD_compressCCtx(${PARAMETERS}, int level)`);
    const library: ZstdLibrary = {
      createContext: () => createContext() as Context,
      async compress(context, piece, { level, isLast, out }) {
        begin(context, null, 0, parametersOf(level), UNKNOWN_LENGTH);
        goOn(context, out, out.length, null, 0);
        forgetOffsets(context);
        const blocks = isLast ? end : goOn;
        const { promise, resolve, reject } = Promise.withResolvers<number>();
        blocks.async(context, out, out.length, piece, piece.length, (error: unknown, bytes: number) => {
          if (error) reject(error as Error);
          else resolve(bytes);
        });
        return made(await promise, piece, out);
      },
      compressAtOnce: (context, plain, { level, out }) =>
        made(whole(context, out, out.length, plain, plain.length, level), plain, out),
    };
    return (await isSound(library)) ? library : null;
  } catch {
    return null;
  }
};

/** What came out: so many bytes, where that is not an error's code. */
const made = (bytes: number | bigint, plain: Uint8Array, out: Uint8Array): Uint8Array => {
  if (bytes > out.length) throw new Error(`zstd cannot compress ${plain.length} bytes`);
  return out.subarray(0, Number(bytes));
};

/** The second piece begins with the offset of 1 that a frame begins with, which is another one's behind the first piece. */
const isSound = async (zstd: ZstdLibrary): Promise<boolean> => {
  const words = 'the same words again, '.repeat(50);
  const pieces = [Buffer.from(words), Buffer.from(`${'x'.repeat(500)}${words}`)];
  const plain = Buffer.concat(pieces);
  const context = zstd.createContext();
  const parts: Uint8Array[] = [frameHeader(plain.length)];
  for (const [i, piece] of pieces.entries()) {
    const out = Buffer.alloc(roomFor(piece.length));
    parts.push(await zstd.compress(context, piece, { level: 3, isLast: i === pieces.length - 1, out }));
  }
  const whole = zstd.compressAtOnce(context, plain, { level: 3, out: Buffer.alloc(roomFor(plain.length)) });
  return [Buffer.concat(parts), whole].every((frame) => zstdDecompressSync(frame).equals(plain));
};
