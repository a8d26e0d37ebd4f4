import { BLOCK_BYTES, LANES } from './lane-code.js';
import { LANE_BYTES, LaneKernel, lastBlocks } from './lane-kernel.js';
import { md5Rounds, md5Start } from './md5-rounds.js';

/** A message that becomes an MD5. */
export interface Md5 {
  /** The data must not change until this resolves. */
  update(data: Uint8Array): Promise<void> | void;
  /** In hexadecimal digits; the last call. */
  digest(): Promise<string> | string;
}

interface Message {
  state: ArrayLike<number>;
  length: number;
  /** Less than a block of bytes that wait for more. */
  rest: Uint8Array;
}

interface Waiting {
  readonly message: Message;
  data: Uint8Array;
  done(): void;
}

const blocksIn = ({ message, data }: Waiting): number =>
  Math.floor((message.rest.length + data.length) / BLOCK_BYTES);

/**
 * MD5 of several messages side by side, which one stream alone cannot have: each step of it waits for the one before. A
 * message waits until the others of this thread have something to hash as well, or have no time for it.
 */
export class Md5Lanes {
  readonly #kernel = new LaneKernel(md5Rounds);
  #waiting: Waiting[] = [];
  #due: NodeJS.Immediate | null = null;

  open(): Md5 {
    const message: Message = { state: md5Start, length: 0, rest: new Uint8Array() };
    return {
      update: (data) => {
        message.length += data.length;
        return this.#add(message, data);
      },
      digest: async () => {
        const end = lastBlocks(message.rest, message.length, false);
        message.rest = new Uint8Array();
        await this.#add(message, end);
        return Buffer.from(Uint32Array.from(message.state).buffer).toString('hex');
      },
    };
  }

  #add(message: Message, data: Uint8Array): Promise<void> {
    return new Promise((done) => {
      this.#waiting.push({ message, data, done });
      if (this.#waiting.length >= LANES) this.#hash();
      else this.#due ??= setImmediate(() => this.#hash());
    });
  }

  #hash(): void {
    if (this.#due !== null) clearImmediate(this.#due);
    this.#due = null;
    const given = this.#waiting;
    this.#waiting = [];
    for (let some = given.filter(blocksIn); some.length > 0; some = some.filter(blocksIn))
      this.#hashTogether(some);
    for (const { message, data, done } of given) {
      message.rest = Uint8Array.from([...message.rest, ...data]);
      done();
    }
  }

  /** As many blocks as each of them has. */
  #hashTogether(some: readonly Waiting[]): void {
    const blocks = Math.min(LANE_BYTES / BLOCK_BYTES, ...some.map(blocksIn));
    for (const [lane, waiting] of some.entries()) {
      this.#kernel.setState(lane, waiting.message.state);
      this.#fill(this.#kernel.lane(lane), waiting, blocks * BLOCK_BYTES);
    }
    this.#kernel.run(blocks);
    for (const [lane, { message }] of some.entries()) message.state = this.#kernel.stateOf(lane);
  }

  #fill(lane: Uint8Array, waiting: Waiting, bytes: number): void {
    const { message, data } = waiting;
    const fromRest = message.rest.length;
    if (fromRest > 0) lane.set(message.rest);
    lane.set(data.subarray(0, bytes - fromRest), fromRest);
    if (fromRest > 0) message.rest = new Uint8Array();
    waiting.data = data.subarray(bytes - fromRest);
  }
}
