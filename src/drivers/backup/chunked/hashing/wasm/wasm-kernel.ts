import type { LaneKernel } from '../lane-kernel.js';
import { BLOCK_BYTES, type Rounds } from '../rounds.js';
import { laneModule, WASM_LANES } from './wasm-module.js';

/** What lies in a lane at a time: it stays in the processor's nearest caches. */
const LANE_BYTES = 16 * 1024;
const DATA_AT = 1024;
/** Lanes a power of two apart would fall on the same places of the caches. */
const STRIDE = LANE_BYTES + BLOCK_BYTES;
const PAGE_BYTES = 65_536;

/** A hash function over four messages at a time, on any processor; the messages are copied into memory of its own. */
export const wasmKernel = (rounds: Rounds): LaneKernel => {
  const pages = Math.ceil((DATA_AT + WASM_LANES * STRIDE) / PAGE_BYTES);
  const memory = new WebAssembly.Memory({ initial: pages, maximum: pages });
  const { run } = new WebAssembly.Instance(new WebAssembly.Module(laneModule(rounds)), { env: { memory } })
    .exports;
  if (typeof run !== 'function') throw new TypeError('the lanes cannot run');
  const lanes = Array.from(
    { length: WASM_LANES },
    (_, lane) => new Uint8Array(memory.buffer, DATA_AT + lane * STRIDE, LANE_BYTES),
  );
  return {
    lanes: WASM_LANES,
    state: new Uint32Array(memory.buffer, 0, rounds.stateWords * WASM_LANES),
    run(messages, blocks) {
      if (messages.length === 0) return;
      if (messages.length > WASM_LANES || messages.some(({ length }) => length < blocks * BLOCK_BYTES))
        throw new RangeError(`there are no ${blocks} blocks in each of ${WASM_LANES} messages at most`);
      for (let at = 0; at < blocks * BLOCK_BYTES; at += LANE_BYTES) {
        const end = Math.min(blocks * BLOCK_BYTES, at + LANE_BYTES);
        for (const [lane, message] of messages.entries()) lanes[lane]?.set(message.subarray(at, end));
        run(0, DATA_AT, STRIDE, (end - at) / BLOCK_BYTES);
      }
    },
  };
};
