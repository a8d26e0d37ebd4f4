import type { BitWriter } from './bit-writer.js';
import { burrowsWheeler } from './burrows-wheeler.js';
import { BLOCK_MAGIC, GROUP_SIZE } from './format.js';
import { codesOf } from './huffman.js';
import { moveToFront, type Symbols } from './move-to-front.js';
import { chooseTables, type Tables } from './tables.js';

/** Writes one block: header, byte values in use, tables, symbols. */
export function writeBlock(
  out: BitWriter,
  block: { readonly bytes: Uint8Array; readonly crc: number },
): void {
  const { column, origin } = burrowsWheeler(block.bytes);
  const coded = moveToFront(column);
  const tables = chooseTables(coded.symbols, coded.alphabet);
  for (const part of BLOCK_MAGIC) out.write(part, 24);
  out.write32(block.crc);
  out.write(0, 1);
  out.write(origin, 24);
  writeUsed(out, coded.used);
  writeSelectors(out, tables);
  for (const lengths of tables.lengths) writeLengths(out, lengths);
  writeSymbols(out, coded, tables);
}

/** Sixteen bits say which ranges of sixteen values occur at all, then sixteen bits for each of those. */
function writeUsed(out: BitWriter, used: Uint8Array): void {
  const bits = (values: Iterable<number>): number => {
    let word = 0;
    for (const value of values) word = (word << 1) | value;
    return word;
  };
  const ranges = Array.from({ length: 16 }, (_, range) => bits(used.subarray(range * 16, range * 16 + 16)));
  out.write(bits(ranges.map((range) => (range === 0 ? 0 : 1))), 16);
  for (const range of ranges) if (range !== 0) out.write(range, 16);
}

/** Each selector as its place in a list of recently used ones, in unary. */
function writeSelectors(out: BitWriter, { lengths, selectors }: Tables): void {
  out.write(lengths.length, 3);
  out.write(selectors.length, 15);
  const recent = [...lengths.keys()];
  for (const selector of selectors) {
    const place = recent.indexOf(selector);
    recent.splice(place, 1);
    recent.unshift(selector);
    out.write((1 << (place + 1)) - 2, place + 1);
  }
}

/** The first length in five bits; then from symbol to symbol steps up (10) and down (11), each symbol ended by 0. */
function writeLengths(out: BitWriter, lengths: Uint8Array): void {
  let current = lengths[0] as number;
  out.write(current, 5);
  for (const length of lengths) {
    for (; current < length; current++) out.write(2, 2);
    for (; current > length; current--) out.write(3, 2);
    out.write(0, 1);
  }
}

function writeSymbols(out: BitWriter, { symbols }: Symbols, { lengths, selectors }: Tables): void {
  const codes = lengths.map((table) => codesOf(table));
  for (let group = 0; group < selectors.length; group++) {
    const table = selectors[group] as number;
    const bits = lengths[table] as Uint8Array;
    const code = codes[table] as Int32Array;
    for (const symbol of symbols.subarray(group * GROUP_SIZE, (group + 1) * GROUP_SIZE)) {
      out.write(code[symbol] as number, bits[symbol] as number);
    }
  }
}
