import { getLane, type LaneKernel, setLane } from './lane-kernel.js';
import { lastBlocks } from './last-blocks.js';
import { md5Start } from './md5-rounds.js';
import { BLOCK_BYTES } from './rounds.js';

/** A message that becomes an MD5. */
export interface Md5 {
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
}

interface Waiting {
  readonly message: Message;
  /** Of whole blocks each, in order. */
  parts: readonly Uint8Array[];
  done(): void;
}

const blocksIn = ({ parts }: Waiting): number => (parts[0]?.length ?? 0) / BLOCK_BYTES;

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

/** How long a message waits for the others, in milliseconds: about what reading or writing its next piece takes. */
const PATIENCE_MS = 2;

/**
 * MD5 of several messages side by side, which one stream alone cannot have: each step of it waits for the one before. A
 * message waits until the others of this thread have something to hash as well, but not for long.
 */
export class Md5Lanes {
  readonly #kernel: LaneKernel;
  #waiting: Waiting[] = [];
  #due: NodeJS.Timeout | null = null;
  readonly #open = new Set<Message>();

  constructor(kernel: LaneKernel) {
    this.#kernel = kernel;
  }

  open(): Md5 {
    const message: Message = { state: Uint32Array.from(md5Start), length: 0, rest: nothing };
    this.#open.add(message);
    return {
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
      this.#waiting.push({ message, parts, done });
      this.#hashIfComplete();
    });
  }

  /** When all lanes are taken, or as many as there are messages. */
  #hashIfComplete(): void {
    if (this.#waiting.length >= Math.min(this.#kernel.lanes, this.#open.size)) this.#hash();
    else this.#due ??= setTimeout(() => this.#hash(), PATIENCE_MS);
  }

  #hash(): void {
    if (this.#due !== null) clearTimeout(this.#due);
    this.#due = null;
    const given = this.#waiting;
    this.#waiting = [];
    for (let some = given; some.length > 0; some = some.filter(blocksIn)) this.#hashTogether(some);
    for (const { done } of given) done();
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
