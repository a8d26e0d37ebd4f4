import { GROUP_SIZE, MAX_TABLES, MIN_TABLES } from './format.js';
import { codeLengths } from './huffman.js';

/** The Huffman tables of a block (code lengths), and which of them each group of 50 symbols uses. */
export interface Tables {
  readonly lengths: readonly Uint8Array[];
  readonly selectors: Uint8Array;
}

/** Rounds of choosing the best table for each group and fitting the tables to their groups. */
const ROUNDS = 4;
const CHEAP = 1;
const DEAR = 15;
/** Above any code length: a table that is not there is never the cheapest. */
const NO_TABLE = 100;
/** Number of tables by number of symbols: fewer than the first limit take two, and so on. */
const TABLE_LIMITS = [200, 600, 1200, 2400];

const tableCount = (symbols: number): number =>
  Math.min(MAX_TABLES, MIN_TABLES + TABLE_LIMITS.filter((limit) => symbols >= limit).length);

/** First guess: each table is cheap for one stretch of the alphabet, the stretches being about equally frequent. */
function firstGuess(symbols: Uint16Array, alphabet: number): Uint8Array[] {
  const frequencies = new Int32Array(alphabet);
  for (const symbol of symbols) (frequencies[symbol] as number)++;
  const count = tableCount(symbols.length);
  const lengths: Uint8Array[] = [];
  let from = 0;
  let left = symbols.length;
  for (let table = 0; table < count; table++) {
    const share = left / (count - table);
    let to = from;
    let taken = 0;
    while (to < alphabet && (taken < share || to === from)) taken += frequencies[to++] as number;
    lengths.push(
      Uint8Array.from({ length: alphabet }, (_, symbol) => (symbol >= from && symbol < to ? CHEAP : DEAR)),
    );
    from = to;
    left -= taken;
  }
  return lengths;
}

/** The code lengths of two tables in one number, so that one addition sums up both; a group's sum is below 2^16. */
function pairs(lengths: readonly Uint8Array[], alphabet: number): Int32Array[] {
  return [0, 2, 4].map((table) =>
    Int32Array.from(
      { length: alphabet },
      (_, symbol) =>
        ((lengths[table]?.[symbol] ?? NO_TABLE) << 16) | (lengths[table + 1]?.[symbol] ?? NO_TABLE),
    ),
  );
}

/** The table that codes the symbols from `from` to `to` in the fewest bits. */
function cheapest(
  [first, second, third]: readonly Int32Array[],
  symbols: Uint16Array,
  from: number,
  to: number,
): number {
  let [a, b, c] = [0, 0, 0];
  for (let at = from; at < to; at++) {
    const symbol = symbols[at] as number;
    a += first?.[symbol] as number;
    b += second?.[symbol] as number;
    c += third?.[symbol] as number;
  }
  const costs = [a >>> 16, a & 0xffff, b >>> 16, b & 0xffff, c >>> 16, c & 0xffff];
  return costs.indexOf(Math.min(...costs));
}

export function chooseTables(symbols: Uint16Array, alphabet: number): Tables {
  const selectors = new Uint8Array(Math.ceil(symbols.length / GROUP_SIZE));
  let lengths = firstGuess(symbols, alphabet);
  for (let round = 0; round < ROUNDS; round++) {
    const frequencies = lengths.map(() => new Int32Array(alphabet));
    const costs = pairs(lengths, alphabet);
    for (let from = 0, group = 0; from < symbols.length; from += GROUP_SIZE, group++) {
      const to = Math.min(from + GROUP_SIZE, symbols.length);
      const table = cheapest(costs, symbols, from, to);
      selectors[group] = table;
      const counts = frequencies[table] as Int32Array;
      for (let at = from; at < to; at++) (counts[symbols[at] as number] as number)++;
    }
    lengths = frequencies.map((counts) => codeLengths(counts));
  }
  return { lengths, selectors };
}
