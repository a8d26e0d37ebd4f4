import { bringForward } from './bring-forward.js';

/** Symbols of a block: RUNA and RUNB count zeros in binary, then come the positions from 1, then the end of the block. */
export interface Symbols {
  readonly symbols: Uint16Array;
  /** 1 for each byte value that occurs. */
  readonly used: Uint8Array;
  /** How many symbols the alphabet has, the end of block being the last. */
  readonly alphabet: number;
}

/** Writes a number of zeros with the digits 1 (RUNA) and 2 (RUNB), lowest first. Answers the next free place. */
function writeRun(symbols: Uint16Array, at: number, run: number): number {
  let next = at;
  for (let rest = run; rest > 0; rest = (rest - 1) >> 1) symbols[next++] = (rest & 1) === 1 ? 0 : 1;
  return next;
}

/** Codes each byte as its place in a list of recently used ones, and runs of the first place in binary. */
export function moveToFront(column: Uint8Array): Symbols {
  const used = new Uint8Array(256);
  for (const byte of column) used[byte] = 1;
  const recent = Uint8Array.from([...used.keys()].filter((byte) => used[byte] === 1));
  const symbols = new Uint16Array(column.length + 1);
  let length = 0;
  let run = 0;
  for (const byte of column) {
    if (byte === recent[0]) {
      run++;
      continue;
    }
    length = writeRun(symbols, length, run);
    run = 0;
    let place = 1;
    while (recent[place] !== byte) place++;
    bringForward(recent, place);
    symbols[length++] = place + 1;
  }
  length = writeRun(symbols, length, run);
  const end = recent.length + 1;
  symbols[length++] = end;
  return { symbols: symbols.subarray(0, length), used, alphabet: end + 1 };
}
