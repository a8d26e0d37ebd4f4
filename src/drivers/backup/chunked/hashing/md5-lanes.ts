import { getLane, type LaneKernel, setLane } from './lane-kernel.js';
import { lastBlocks } from './last-blocks.js';
import { md5Start } from './md5-rounds.js';
import { BLOCK_BYTES } from './rounds.js';

/** A message that becomes an MD5. */
export interface Md5 {
  /** Updates that may be under way at a time. */
  readonly ahead: number;
  /** The data must not change until this resolves. */
  update(data: Uint8Array): Promise<void> | void;
  /** In hexadecimal digits; the last call but one. */
  digest(): Promise<string> | string;
  /** Always the last call, after a failure too: nobody waits for this message any more. */
  close(): void;
}

interface Message {
  readonly state: Uint32Array;
  length: number;
  /** Less than a block of bytes that wait for more. */
  rest: Uint8Array;
  readonly patienceMs: number;
}

interface Waiting {
  readonly message: Message;
  /** Of whole blocks each, in order. */
  parts: readonly Uint8Array[];
  /** When it waits no longer. */
  due: number;
  done(): void;
}

const blocksIn = ({ parts }: Waiting): number => (parts[0]?.length ?? 0) / BLOCK_BYTES;

const dueOf = ({ patienceMs }: Message): number => performance.now() + patienceMs;

const nothing = new Uint8Array();

/** What of a message's next data is whole blocks; the bytes behind them wait for more. */
const takeBlocks = (message: Message, data: Uint8Array): readonly Uint8Array[] => {
  const { rest } = message;
  if (rest.length === 0 && data.length % BLOCK_BYTES === 0) return data.length === 0 ? [] : [data];
  const filled = rest.length > 0 ? Math.min(BLOCK_BYTES - rest.length, data.length) : 0;
  const first = Buffer.concat([rest, data.subarray(0, filled)]);
  if (first.length > 0 && first.length < BLOCK_BYTES) {
    message.rest = first;
    return [];
  }
  const whole = data.length - ((data.length - filled) % BLOCK_BYTES);
  // A copy, which a Buffer's own slice is not.
  message.rest = Uint8Array.from(data.subarray(whole));
  return [first, data.subarray(filled, whole)].filter(({ length }) => length > 0);
};

/**
 * MD5 of several messages side by side, which one stream alone cannot have: each step of it waits for the one before. A
 * message waits until the others of this thread have something to hash as well, but not for long.
 */
export class Md5Lanes {
  readonly #kernel: LaneKernel;
  #waiting: Waiting[] = [];
  #timer: NodeJS.Timeout | undefined;
  readonly #open = new Set<Message>();

  constructor(kernel: LaneKernel) {
    this.#kernel = kernel;
  }

  /** @param patienceMs how long it waits for others, in milliseconds */
  open(patienceMs: number): Md5 {
    const message: Message = { state: Uint32Array.from(md5Start), length: 0, rest: nothing, patienceMs };
    this.#open.add(message);
    return {
      ahead: 1,
      update: (data) => {
        message.length += data.length;
        return this.#add(message, takeBlocks(message, data));
      },
      digest: async () => {
        await this.#add(message, [lastBlocks(message.rest, message.length, false)]);
        return Buffer.from(message.state.buffer).toString('hex');
      },
      close: () => {
        this.#open.delete(message);
        if (this.#waiting.length > 0) this.#hashIfComplete();
      },
    };
  }

  #add(message: Message, parts: readonly Uint8Array[]): Promise<void> | void {
    if (parts.length === 0) return;
    return new Promise((done) => {
      this.#waiting.push({ message, parts, due: dueOf(message), done });
      this.#hashIfComplete();
    });
  }

  /** When all lanes are taken, or as many as there are messages. */
  #hashIfComplete(): void {
    if (this.#waiting.length >= Math.min(this.#kernel.lanes, this.#open.size)) this.#hash();
    else this.#wakeWhenDue();
  }

  #wakeWhenDue(): void {
    clearTimeout(this.#timer);
    const due = Math.min(...this.#waiting.map((waiting) => waiting.due));
    this.#timer = setTimeout(() => this.#hash(), due - performance.now());
  }

  /** What is left of the longer ones then waits for others again. */
  #hash(): void {
    clearTimeout(this.#timer);
    const given = this.#waiting;
    this.#hashTogether(given);
    this.#waiting = given.filter(blocksIn);
    for (const waiting of given) {
      if (blocksIn(waiting) === 0) waiting.done();
      else waiting.due = dueOf(waiting.message);
    }
    if (this.#waiting.length > 0) this.#hashIfComplete();
  }

  /** As many blocks as each of them has. */
  #hashTogether(some: readonly Waiting[]): void {
    const kernel = this.#kernel;
    const blocks = Math.min(...some.map(blocksIn));
    for (const [lane, { message }] of some.entries()) setLane(kernel, lane, message.state);
    kernel.run(
      some.map(({ parts: [first = nothing] }) => first),
      blocks,
    );
    for (const [lane, waiting] of some.entries()) {
      getLane(kernel, lane, waiting.message.state);
      const [first, ...others] = waiting.parts;
      const left = first?.subarray(blocks * BLOCK_BYTES);
      waiting.parts = left?.length ? [left, ...others] : others;
    }
  }
}
