import { readFile } from 'node:fs/promises';
import type { LaneKernel } from '../lane-kernel.js';
import { BLOCK_BYTES, type Rounds } from '../rounds.js';
import { AVX512_LANES, avx512Routine, ENTRY } from './avx512-routine.js';
import { executable } from './executable.js';

/** Foundation, vectors of 256 bits, and bytes. */
const needed = ['avx512f', 'avx512vl', 'avx512bw'] as const;

const parameters = [...Array.from({ length: AVX512_LANES }, () => 'const uint8_t *'), 'uint32_t *', 'int'];

/** Whether processor and system have them; the system says so in its own words. */
const hasAvx512 = async (): Promise<boolean> => {
  if (process.platform !== 'linux' || process.arch !== 'x64') return false;
  const text = await readFile('/proc/cpuinfo', 'utf8').catch(() => '');
  const flags = new Set(/^flags\s*:(.*)$/m.exec(text)?.[1]?.split(' '));
  return needed.every((flag) => flags.has(flag));
};

/**
 * A hash function over eight messages at a time, in the processor's own instructions: WebAssembly knows neither vectors of
 * that length nor rotations. The messages are read where they lie, in shared memory too.
 * @returns null where it cannot run
 */
export const avx512Kernel = async (rounds: Rounds): Promise<(() => LaneKernel) | null> => {
  if (!(await hasAvx512())) return null;
  const run = await executable({ code: avx512Routine(rounds), entry: ENTRY, parameters });
  if (typeof run !== 'function') return null;
  return () => {
    const state = new Uint32Array(rounds.stateWords * AVX512_LANES);
    return {
      lanes: AVX512_LANES,
      state,
      run(messages, blocks) {
        const [first] = messages;
        if (first === undefined || blocks === 0) return;
        // Nothing else stands between a mistake and memory of others.
        if (messages.length > AVX512_LANES || messages.some(({ length }) => length < blocks * BLOCK_BYTES))
          throw new RangeError(`there are no ${blocks} blocks in each of ${AVX512_LANES} messages at most`);
        // A lane without a message of its own does another's work once more.
        const lanes = Array.from({ length: AVX512_LANES }, (_, lane) => messages[lane] ?? first);
        run(...lanes, state, blocks);
      },
    };
  };
};
