import { WrongExpectedRevision, type AppendResult, type ReadOptions, type RecordedEvent } from './port.js';

/** As many streams as are in use at a time, by far. */
const CAPACITY = 20_000;
const NONE = -1n;

/**
 * Where the streams end that only this process writes: a read behind the end need not be asked for. What was told by a read or an
 * append is true until the next append begins: a subscription may tell of that one before its own answer does. After an append of which nobody knows whether it is still on
 * its way, nothing is known of its stream until the next one got through, which it cannot pass.
 */
export class StreamEnds {
  /** No event of the stream has a greater revision. Oldest use first. */
  readonly #ends = new Map<string, bigint>();
  readonly #doubtful = new Set<string>();
  /** How many appends are on their way. */
  readonly #underWay = new Map<string, number>();

  /** True when it is known that there is nothing to be read. */
  isBehind(stream: string, { direction, from = 0n }: ReadOptions): boolean {
    const end = this.#ends.get(stream);
    if (end === undefined || this.#underWay.has(stream)) return false;
    return direction === 'backwards' ? end === NONE : from > end;
  }

  /** An append leaves; {@link settles} says that its outcome was told here. */
  begins(stream: string): void {
    this.#underWay.set(stream, (this.#underWay.get(stream) ?? 0) + 1);
  }

  settles(stream: string): void {
    const others = (this.#underWay.get(stream) ?? 1) - 1;
    if (others > 0) this.#underWay.set(stream, others);
    else this.#underWay.delete(stream);
  }

  appended(stream: string, { revision, position }: AppendResult): void {
    this.#doubtful.delete(stream);
    // Of a recognised retry it is unknown what came after it.
    if (position === undefined) this.#ends.delete(stream);
    else this.#learn(stream, revision);
  }

  /** It ends elsewhere than was thought. */
  forget(stream: string): void {
    this.#ends.delete(stream);
  }

  failed(stream: string, error: unknown): void {
    this.forget(stream);
    if (!(error instanceof WrongExpectedRevision)) this.#doubtful.add(stream);
  }

  /** Passes a read on, and learns from one that gets to the end of its stream. */
  async *watch(
    stream: string,
    options: ReadOptions,
    events: AsyncIterable<RecordedEvent>,
  ): AsyncGenerator<RecordedEvent> {
    const { direction = 'forwards', from, maxCount } = options;
    let last: bigint | undefined;
    for await (const event of events) {
      if (direction === 'backwards' && from === undefined && last === undefined) {
        this.#read(stream, event.revision);
      }
      last = event.revision;
      yield event;
    }
    // Whoever leaves early does not get here.
    if (maxCount !== undefined) return;
    if (direction === 'forwards') this.#read(stream, last ?? (from ?? 0n) - 1n);
    else if (last === undefined && from === undefined) this.#read(stream, NONE);
  }

  #read(stream: string, revision: bigint): void {
    if (!this.#doubtful.has(stream)) this.#learn(stream, revision);
  }

  /** A stream only grows, and what was answered first need not have been told first. */
  #learn(stream: string, revision: bigint): void {
    const known = this.#ends.get(stream) ?? NONE;
    this.#ends.delete(stream);
    this.#ends.set(stream, revision > known ? revision : known);
    const oldest = this.#ends.keys().next();
    if (this.#ends.size > CAPACITY && !oldest.done) this.#ends.delete(oldest.value);
  }
}
