import type koffi from 'koffi';
import type { KoffiFunc, LibraryHandle } from 'koffi';
import { WINDOW_LOG } from './frame-header.js';

/** zstd.h: ZSTD_CONTENTSIZE_UNKNOWN. */
export const UNKNOWN_LENGTH = 2n ** 64n - 1n;

/**
 * A level's tables for inputs up to this long. Those for longer ones do not fit into a processor's cache beside what else passes through
 * it: what is found then costs more time than it saves room.
 */
const TUNED_FOR = 128 * 1024;

/** zstd.h, ZSTD_parameters. */
export interface Parameters {
  readonly cParams: { readonly windowLog: number };
}

export interface Tuning {
  /** A level's, with as long a window as a piece. */
  parametersOf(level: number): Parameters;
  readonly begin: KoffiFunc<
    (context: object, dictionary: null, bytes: 0, parameters: Parameters, length: bigint) => number
  >;
}

/** The way to begin a frame with parameters of one's own. */
export const tuning = ({ struct }: typeof koffi, program: LibraryHandle): Tuning => {
  const type = struct({
    cParams: struct({
      windowLog: 'unsigned int',
      chainLog: 'unsigned int',
      hashLog: 'unsigned int',
      searchLog: 'unsigned int',
      minMatch: 'unsigned int',
      targetLength: 'unsigned int',
      strategy: 'int',
    }),
    fParams: struct({ contentSizeFlag: 'int', checksumFlag: 'int', noDictIDFlag: 'int' }),
  });
  const usual: KoffiFunc<(level: number, length: number, dictionary: 0) => Parameters> = program.func(
    'ZSTD_getParams',
    type,
    ['int', 'unsigned long long', 'size_t'],
  );
  const known = new Map<number, Parameters>();
  return {
    parametersOf(level) {
      const found = known.get(level);
      if (found !== undefined) return found;
      const parameters = usual(level, TUNED_FOR, 0);
      const tuned = { ...parameters, cParams: { ...parameters.cParams, windowLog: WINDOW_LOG } };
      known.set(level, tuned);
      return tuned;
    },
    begin: program.func('ZSTD_compressBegin_advanced', 'size_t', [
      'void *',
      'void *',
      'size_t',
      type,
      'unsigned long long',
    ]),
  };
};
