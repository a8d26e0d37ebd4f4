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

function cheapest(lengths: readonly Uint8Array[], group: Uint16Array): number {
  let best = 0;
  let bestCost = Number.POSITIVE_INFINITY;
  for (const [table, bits] of lengths.entries()) {
    let cost = 0;
    for (const symbol of group) cost += bits[symbol] as number;
    if (cost < bestCost) [best, bestCost] = [table, cost];
  }
  return best;
}

export function chooseTables(symbols: Uint16Array, alphabet: number): Tables {
  const selectors = new Uint8Array(Math.ceil(symbols.length / GROUP_SIZE));
  let lengths = firstGuess(symbols, alphabet);
  for (let round = 0; round < ROUNDS; round++) {
    const frequencies = lengths.map(() => new Int32Array(alphabet));
    for (let at = 0, group = 0; at < symbols.length; at += GROUP_SIZE, group++) {
      const members = symbols.subarray(at, at + GROUP_SIZE);
      const table = cheapest(lengths, members);
      selectors[group] = table;
      const counts = frequencies[table] as Int32Array;
      for (const symbol of members) (counts[symbol] as number)++;
    }
    lengths = frequencies.map((counts) => codeLengths(counts));
  }
  return { lengths, selectors };
}
