import {
  comparePositions,
  type AppendResult,
  type EventLog,
  type ExpectedRevision,
  type LogPosition,
  type NewEvent,
  type ReadOptions,
  type RecordedEvent,
  type StreamAppend,
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
  const wrote = (stream: string, result: AppendResult): void => {
    head.wrote(stream, result);
    ends.appended(stream, result);
  };
  const append = async (stream: string, expected: ExpectedRevision, events: readonly NewEvent[]) => {
    ends.begins(stream);
    try {
      const result = await log.append(stream, expected, events);
      wrote(stream, result);
      return result;
    } catch (error) {
      head.doubt();
      ends.failed(stream, error);
      throw error;
    } finally {
      ends.settles(stream);
    }
  };
  const appendAll = async (appends: readonly StreamAppend[]): Promise<readonly AppendResult[]> => {
    for (const { stream } of appends) ends.begins(stream);
    try {
      const results = await log.appendAll?.(appends);
      if (results === undefined) throw new TypeError('this event log makes one append at a time');
      for (const [index, { stream }] of appends.entries()) wrote(stream, results[index] ?? untold);
      return results;
    } catch (error) {
      head.doubt();
      for (const { stream } of appends) ends.failed(stream, error);
      throw error;
    } finally {
      for (const { stream } of appends) ends.settles(stream);
    }
  };
  const readStream = (stream: string, options: ReadOptions = {}): AsyncIterable<RecordedEvent> =>
    ends.isBehind(stream, options) ? nothing() : ends.watch(stream, options, log.readStream(stream, options));
  return {
    append,
    ...(log.appendAll && { appendAll }),
    head: () => head.position(),
    readStream,
    readAll: (options) => log.readAll(options),
    subscribe: (options) => log.subscribe(options),
    close: () => log.close(),
  };
};

async function* nothing(): AsyncGenerator<never> {}

/** Of an append of which it is not known where it went. */
const untold: AppendResult = { revision: -1n };

class KnownHead {
  #newest: LogPosition | undefined;
  #isSure = false;
  #doubts = 0;

  constructor(private readonly log: EventLog) {}

  async position(): Promise<LogPosition | undefined> {
    if (this.#isSure) return this.#newest;
    const doubts = this.#doubts;
    this.#advance(await this.log.head());
    this.#isSure = doubts === this.#doubts;
    return this.#newest;
  }

  wrote(stream: string, { position }: AppendResult): void {
    // Readers of the whole log never see what describes the log itself.
    if (stream.startsWith('$')) return;
    if (position === undefined) this.doubt();
    else this.#advance(position);
  }

  doubt(): void {
    this.#doubts += 1;
    this.#isSure = false;
  }

  /** Appends end in any order. */
  #advance(position: LogPosition | undefined): void {
    if (position === undefined) return;
    if (this.#newest === undefined || comparePositions(position, this.#newest) > 0) this.#newest = position;
  }
}
