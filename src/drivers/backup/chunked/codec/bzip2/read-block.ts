import type { BitReader } from './bit-reader.js';
import { bringForward } from './bring-forward.js';
import { Damage } from './damage.js';
import { DecodingTable } from './decoding-table.js';
import { GROUP_SIZE, MAX_TABLES, MIN_TABLES } from './format.js';

/** A block after Huffman and move-to-front decoding: the last column of its sorted rotations. */
export interface CodedBlock {
  readonly column: Uint8Array;
  readonly origin: number;
}

const MAX_CODE_LENGTH = 20;

/** Reads a block behind its checksum. @param capacity bytes a block may have @throws Damage, OutOfBits */
export function readBlock(bits: BitReader, capacity: number): CodedBlock {
  if (bits.read(1) === 1) throw new Damage('randomised block, which is obsolete');
  const origin = bits.read(24);
  const used = readUsed(bits);
  const tableCount = bits.read(3);
  if (tableCount < MIN_TABLES || tableCount > MAX_TABLES) throw new Damage('bad number of Huffman tables');
  const selectors = readSelectors(bits, tableCount);
  const tables = Array.from(
    { length: tableCount },
    () => new DecodingTable(readLengths(bits, used.length + 2)),
  );
  const column = readColumn(symbolsOf(bits, selectors, tables), used, capacity);
  if (origin >= column.length) throw new Damage('bad origin of the block');
  return { column, origin };
}

function readUsed(bits: BitReader): Uint8Array {
  const ranges = bits.read(16);
  const used: number[] = [];
  for (let range = 0; range < 16; range++) {
    if (((ranges >> (15 - range)) & 1) === 0) continue;
    const values = bits.read(16);
    for (let value = 0; value < 16; value++) {
      if (((values >> (15 - value)) & 1) === 1) used.push(range * 16 + value);
    }
  }
  if (used.length === 0) throw new Damage('block without byte values');
  return Uint8Array.from(used);
}

function readSelectors(bits: BitReader, tableCount: number): Uint8Array {
  const selectors = new Uint8Array(bits.read(15));
  if (selectors.length === 0) throw new Damage('block without Huffman groups');
  const recent = Array.from({ length: tableCount }, (_, table) => table);
  for (let group = 0; group < selectors.length; group++) {
    let place = 0;
    while (bits.read(1) === 1) place++;
    const [table] = recent.splice(place, 1);
    if (table === undefined) throw new Damage('bad Huffman selector');
    recent.unshift(table);
    selectors[group] = table;
  }
  return selectors;
}

function readLengths(bits: BitReader, alphabet: number): Uint8Array {
  const lengths = new Uint8Array(alphabet);
  let current = bits.read(5);
  for (let symbol = 0; symbol < alphabet; symbol++) {
    while (bits.read(1) === 1) current += bits.read(1) === 0 ? 1 : -1;
    if (current < 1 || current > MAX_CODE_LENGTH) throw new Damage('bad Huffman code length');
    lengths[symbol] = current;
  }
  return lengths;
}

/** Answers the next symbol of the block at each call. */
function symbolsOf(bits: BitReader, selectors: Uint8Array, tables: readonly DecodingTable[]): () => number {
  let group = 0;
  let left = 0;
  let table = tables[0] as DecodingTable;
  return () => {
    if (left === 0) {
      const selector = selectors[group++];
      if (selector === undefined) throw new Damage('too few Huffman groups');
      table = tables[selector] as DecodingTable;
      left = GROUP_SIZE;
    }
    left--;
    return table.next(bits);
  };
}

/** Undoes move-to-front and the coding of runs, to the end-of-block symbol. */
function readColumn(next: () => number, used: Uint8Array, capacity: number): Uint8Array {
  const recent = used.slice();
  const end = used.length + 1;
  const column = new Uint8Array(capacity);
  let length = 0;
  let run = 0;
  let digit = 1;
  for (let symbol = next(); ; symbol = next()) {
    if (symbol <= 1) {
      run += digit << symbol;
      digit <<= 1;
      if (run > capacity) throw new Damage('block longer than its level allows');
      continue;
    }
    const written = symbol === end ? 0 : 1;
    if (length + run + written > capacity) throw new Damage('block longer than its level allows');
    if (run > 0) column.fill(recent[0] as number, length, length + run);
    length += run;
    run = 0;
    digit = 1;
    if (symbol === end) return column.subarray(0, length);
    bringForward(recent, symbol - 1);
    column[length++] = recent[0] as number;
  }
}
