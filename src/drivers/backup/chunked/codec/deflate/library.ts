import type { KoffiFunc } from 'koffi';
import { deflateRawSync, deflateSync } from 'node:zlib';
import type { PlainPiece } from '../plain-pieces.js';
import { ADLER_START, adler32 } from './adler32.js';
import { type ZStream, zStreamLayout } from './z-stream.js';

/** Python's default, which Cinder takes; the others are node:zlib's (zlib.h, deflateInit2). */
const LEVEL = 6;
const METHOD = 8;
const MEMORY_LEVEL = 8;
const STRATEGY = 0;
const WINDOW_BITS = 15;

const SYNC_FLUSH = 2;
const FINISH = 4;
const OK = 0;
const STREAM_END = 1;

/** zlib's own functions. `out` has room for all that comes out, see {@link roomFor}. */
export interface DeflateLibrary {
  /** Of blocks alone (RFC 1951), or with header and checksum (RFC 1950). @throws Error */
  createStream(format: 'blocks' | 'zlib'): ZStream;
  /** The blocks of a piece, to a byte border. @throws Error */
  compress(stream: ZStream, piece: PlainPiece, out: Uint8Array): Promise<Uint8Array>;
  /** All of it, before it returns. @throws Error */
  compressAtOnce(stream: ZStream, plain: Uint8Array, out: Uint8Array): Uint8Array;
  /** Goes on with a checksum over more bytes (RFC 1950 section 8). */
  adler32(adler: number, data: Uint8Array): number;
}

/** More than deflate's blocks ever take (zlib's deflateBound), and what a flush adds. */
export const roomFor = (bytes: number): number => bytes + (bytes >> 8) + 4096;

/** zlib as Node brings it along, called without node:zlib in between. Loaded once; null where that cannot be done. */
export const loadDeflate = (): Promise<DeflateLibrary | null> => (loaded ??= load());

let loaded: Promise<DeflateLibrary | null> | undefined;

const load = async (): Promise<DeflateLibrary | null> => {
  try {
    const library = await bind();
    return (await isSound(library)) ? library : null;
  } catch {
    return null;
  }
};

type OnStream<P extends readonly unknown[]> = KoffiFunc<(stream: ZStream, ...parameters: P) => number>;

const bind = async (): Promise<DeflateLibrary> => {
  const { default: koffi } = await import('koffi');
  const program = koffi.load(null);
  const { size, create, begin, made } = zStreamLayout(koffi);
  const version = (program.func('const char *zlibVersion()') as KoffiFunc<() => string>)();
  const init: OnStream<[number, number, number, number, number, string, number]> = program.func(
    'int deflateInit2_(uint8_t *stream, int level, int method, int window, int memory, int strategy, const char *version, int size)',
  );
  const reset: OnStream<[]> = program.func('int deflateReset(uint8_t *stream)');
  const setDictionary: OnStream<[Uint8Array, number]> = program.func(
    'int deflateSetDictionary(uint8_t *stream, const uint8_t *dictionary, unsigned int bytes)',
  );
  const deflate: OnStream<[number]> = program.func('int deflate(uint8_t *stream, int flush)');
  const sum: KoffiFunc<(adler: number, data: Uint8Array, bytes: number) => number> = program.func(
    'unsigned long adler32_z(unsigned long adler, const uint8_t *data, size_t bytes)',
  );
  return {
    createStream(format) {
      const stream = create();
      const window = format === 'zlib' ? WINDOW_BITS : -WINDOW_BITS;
      check(init(stream, LEVEL, METHOD, window, MEMORY_LEVEL, STRATEGY, version, size), OK);
      return stream;
    },
    async compress(stream, { data, dictionary, isLast }, out) {
      check(reset(stream), OK);
      begin(stream, data, out);
      if (dictionary.length > 0)
        check(await elsewhere(setDictionary, stream, dictionary, dictionary.length), OK);
      check(await elsewhere(deflate, stream, isLast ? FINISH : SYNC_FLUSH), isLast ? STREAM_END : OK);
      return made(stream, out);
    },
    compressAtOnce(stream, plain, out) {
      check(reset(stream), OK);
      begin(stream, plain, out);
      check(deflate(stream, FINISH), STREAM_END);
      return made(stream, out);
    },
    // Of no bytes at all zlib begins anew.
    adler32: (adler, data) => (data.length === 0 ? adler : Number(sum(adler, data, data.length))),
  };
};

/** On a thread that Node keeps for such work. */
const elsewhere = <P extends unknown[]>(call: KoffiFunc<(...parameters: P) => number>, ...parameters: P) =>
  new Promise<number>((resolve, reject) => {
    call.async(...parameters, (error: unknown, answer: number) => {
      if (error) reject(error as Error);
      else resolve(answer);
    });
  });

const check = (answer: number, wanted: number): void => {
  if (answer !== wanted) throw new Error(`zlib answered ${answer}`);
};

const isSound = async (zlib: DeflateLibrary): Promise<boolean> => {
  const plain = Buffer.from('the same words again, '.repeat(500));
  const dictionary = plain.subarray(0, 5000);
  const rest = { data: plain.subarray(5000), dictionary, isLast: true };
  const room = () => Buffer.alloc(roomFor(plain.length));
  const blocks = await zlib.compress(zlib.createStream('blocks'), rest, room());
  const whole = zlib.compressAtOnce(zlib.createStream('zlib'), plain, room());
  return (
    deflateRawSync(rest.data, { dictionary }).equals(blocks) &&
    deflateSync(plain).equals(whole) &&
    zlib.adler32(ADLER_START, plain) === adler32(ADLER_START, plain)
  );
};
