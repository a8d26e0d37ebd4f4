import {
  comparePositions,
  type AppendResult,
  type EventLog,
  type ExpectedRevision,
  type LogPosition,
  type NewEvent,
  type ReadOptions,
  type RecordedEvent,
} from './port.js';
import { StreamEnds } from './stream-ends.js';

/**
 * The log of a process beside which nobody writes, as with a server of its own: the newest event is the newest that was
 * appended here, so after the first time `head()` asks nobody, and neither does a read behind the end of a stream. It knows of
 * every event that somebody was told of; whenever the fate of an append is in doubt, the log is asked again.
 */
export const soleWriter = (log: EventLog): EventLog => {
  const head = new KnownHead(log);
  const ends = new StreamEnds();
  const append = async (stream: string, expected: ExpectedRevision, events: readonly NewEvent[]) => {
    try {
      const result = await head.append(stream, expected, events);
      ends.appended(stream, result);
      return result;
    } catch (error) {
      ends.failed(stream, error);
      throw error;
    }
  };
  const readStream = (stream: string, options: ReadOptions = {}): AsyncIterable<RecordedEvent> =>
    ends.isBehind(stream, options) ? nothing() : ends.watch(stream, options, log.readStream(stream, options));
  return {
    append,
    head: () => head.position(),
    readStream,
    readAll: (options) => log.readAll(options),
    subscribe: (options) => log.subscribe(options),
    close: () => log.close(),
  };
};

async function* nothing(): AsyncGenerator<never> {}

class KnownHead {
  #newest: LogPosition | undefined;
  #isSure = false;
  #doubts = 0;

  constructor(private readonly log: EventLog) {}

  async append(
    stream: string,
    expected: ExpectedRevision,
    events: readonly NewEvent[],
  ): Promise<AppendResult> {
    try {
      const result = await this.log.append(stream, expected, events);
      // Readers of the whole log never see what describes the log itself.
      if (!stream.startsWith('$')) this.#wrote(result.position);
      return result;
    } catch (error) {
      this.#doubt();
      throw error;
    }
  }

  async position(): Promise<LogPosition | undefined> {
    if (this.#isSure) return this.#newest;
    const doubts = this.#doubts;
    this.#advance(await this.log.head());
    this.#isSure = doubts === this.#doubts;
    return this.#newest;
  }

  #wrote(position: LogPosition | undefined): void {
    if (position === undefined) this.#doubt();
    else this.#advance(position);
  }

  #doubt(): void {
    this.#doubts += 1;
    this.#isSure = false;
  }

  /** Appends end in any order. */
  #advance(position: LogPosition | undefined): void {
    if (position === undefined) return;
    if (this.#newest === undefined || comparePositions(position, this.#newest) > 0) this.#newest = position;
  }
}
