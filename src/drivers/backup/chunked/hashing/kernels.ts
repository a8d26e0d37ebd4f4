import type { LaneKernel } from './lane-kernel.js';
import { md5Rounds } from './md5-rounds.js';
import { sha256Rounds } from './sha256-rounds.js';
import { wasmKernel } from './wasm/wasm-kernel.js';
import { avx512Kernel } from './x86/avx512-kernel.js';

/** A piece has blocks enough for sixteen lanes; a thread has eight objects at a time. */
const sha256 = await avx512Kernel(sha256Rounds, 16);
const md5 = await avx512Kernel(md5Rounds, 8);

/** Whether these come in the processor's own vectors. */
export const isSha256Native = sha256 !== null;
export const isMd5Native = md5 !== null;

/** The fastest kernel that runs here. Each has a state of its own, for one caller at a time. */
export const openSha256Kernel: () => LaneKernel = sha256 ?? (() => wasmKernel(sha256Rounds));
export const openMd5Kernel: () => LaneKernel = md5 ?? (() => wasmKernel(md5Rounds));
