/** A vector that holds one 32-bit word of each lane: where it lies is for the instructions to know. */
export type Word = number;

/** What a hash function is made of, for all lanes at once. The target of each comes first and may be one of the sources. */
export interface LaneInstructions {
  /** Room for one more word. There is little of it: the 16 words of a block, a state and a few others are all. */
  word(): Word;
  add(to: Word, a: Word, b: Word): void;
  addConstant(to: Word, a: Word, constant: number): void;
  rotateRight(to: Word, from: Word, bits: number): void;
  shiftRight(to: Word, from: Word, bits: number): void;
  xor(to: Word, a: Word, b: Word, c: Word): void;
  /** The bits of `a` where `mask` has ones, of `b` where it has zeros; `to` is neither `a` nor `b`. */
  choose(to: Word, mask: Word, a: Word, b: Word): void;
  /** The bits that two of the three have; `to` is neither `b` nor `c`. */
  majority(to: Word, a: Word, b: Word, c: Word): void;
  /** The bits of `a` turned over where `b` has ones or `c` zeros; `to` is neither `b` nor `c`. */
  xorWithOrNot(to: Word, a: Word, b: Word, c: Word): void;
}

/** A hash function's inner part; both that are used take their messages in blocks of 16 words. */
export interface Rounds {
  readonly stateWords: number;
  /** Words of the message are stored with the most significant byte first. */
  readonly bigEndian: boolean;
  /** Works the words of a block into the state in `work`, which it may rename: it answers where the state lies afterwards. */
  compress(lanes: LaneInstructions, words: readonly Word[], work: readonly Word[]): readonly Word[];
}

export const BLOCK_BYTES = 64;
export const BLOCK_WORDS = 16;
