import { readFile } from 'node:fs/promises';
import type { LaneKernel } from '../lane-kernel.js';
import { BLOCK_BYTES, type Rounds } from '../rounds.js';
import { avx512Routine, ENTRY, type Lanes } from './avx512-routine.js';
import { executable } from './executable.js';

/** Foundation, vectors of 256 bits as well as of 512, and bytes. */
const needed = ['avx512f', 'avx512vl', 'avx512bw'] as const;

/** Whether processor and system have them; the system says so in its own words. */
const hasAvx512 = async (): Promise<boolean> => {
  if (process.platform !== 'linux' || process.arch !== 'x64') return false;
  const text = await readFile('/proc/cpuinfo', 'utf8').catch(() => '');
  const flags = new Set(/^flags\s*:(.*)$/m.exec(text)?.[1]?.split(' '));
  return needed.every((flag) => flags.has(flag));
};

/**
 * A hash function over eight or sixteen messages at a time, in the processor's own instructions: WebAssembly knows neither vectors of
 * that length nor rotations. The messages are read where they lie, in shared memory too.
 * @returns null where it cannot run
 */
export const avx512Kernel = async (rounds: Rounds, lanes: Lanes): Promise<(() => LaneKernel) | null> => {
  if (!(await hasAvx512())) return null;
  const parameters = [...Array.from({ length: lanes }, () => 'const uint8_t *'), 'uint32_t *', 'int'];
  const run = await executable({ code: avx512Routine(rounds, lanes), entry: ENTRY, parameters });
  if (typeof run !== 'function') return null;
  return () => {
    const state = new Uint32Array(rounds.stateWords * lanes);
    return {
      lanes,
      state,
      run(messages, blocks) {
        const [first] = messages;
        if (first === undefined || blocks === 0) return;
        // Nothing else stands between a mistake and memory of others.
        if (messages.length > lanes || messages.some(({ length }) => length < blocks * BLOCK_BYTES))
          throw new RangeError(`there are no ${blocks} blocks in each of ${lanes} messages at most`);
        // A lane without a message of its own does another's work once more.
        const pointers = Array.from({ length: lanes }, (_, lane) => messages[lane] ?? first);
        run(...pointers, state, blocks);
      },
    };
  };
};
