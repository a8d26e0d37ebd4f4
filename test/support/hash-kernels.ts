import type { LaneKernel } from '../../src/drivers/backup/chunked/hashing/lane-kernel.js';
import { md5Rounds } from '../../src/drivers/backup/chunked/hashing/md5-rounds.js';
import type { Rounds } from '../../src/drivers/backup/chunked/hashing/rounds.js';
import { sha256Rounds } from '../../src/drivers/backup/chunked/hashing/sha256-rounds.js';
import { wasmKernel } from '../../src/drivers/backup/chunked/hashing/wasm/wasm-kernel.js';
import { avx512Kernel } from '../../src/drivers/backup/chunked/hashing/x86/avx512-kernel.js';

type Named = readonly [name: string, open: () => LaneKernel];

/** Every kernel that runs on this machine: WebAssembly's runs everywhere. */
const kernels = async (rounds: Rounds): Promise<readonly Named[]> => {
  const [eight, sixteen] = [await avx512Kernel(rounds, 8), await avx512Kernel(rounds, 16)];
  return [
    ['WebAssembly', () => wasmKernel(rounds)],
    ...(eight === null ? [] : [['AVX-512, eight lanes', eight] as const]),
    ...(sixteen === null ? [] : [['AVX-512, sixteen lanes', sixteen] as const]),
  ];
};

export const sha256Kernels = await kernels(sha256Rounds);
export const md5Kernels = await kernels(md5Rounds);
