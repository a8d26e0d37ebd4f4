import { Inject, Injectable } from '@nestjs/common';
import type { Clock } from '../domain/shared/clock.js';
import { streamOf, type Aggregate, type AnyEvent, type Recorded } from '../domain/shared/event.js';
import { toCinderTime } from '../domain/shared/time.js';
import {
  WrongExpectedRevision,
  type AppendResult,
  type EventLog,
  type LogPosition,
  type RecordedEvent,
  type StreamAppend,
} from '../drivers/event-log/port.js';
import type { CommandContext } from './command-context.js';
import { encodeEvents } from './event-codec.js';
import { KeyedMutex } from './keyed-mutex.js';
import { LoadedCache, type Loaded } from './loaded-cache.js';
import type { CommandSettings } from './settings.js';
import { CLOCK, EVENT_LOG, SETTINGS } from './tokens.js';

export type { Loaded } from './loaded-cache.js';

export interface Written<S> extends Loaded<S> {
  /** False: the times in its state are those of our clock, because the log did not tell its own. */
  readonly isAsRecorded: boolean;
  /** Where the append went; undefined when nothing was appended or the log could not tell. */
  readonly position: LogPosition | undefined;
}

/** What is to be said of one stream, beside others. */
export interface Decision<S, E extends AnyEvent> {
  readonly aggregate: Aggregate<S, E>;
  readonly id: string;
  /** The stream is a new one, so there is nothing to be read. */
  readonly begins?: true;
  decide(state: S | null, revision: bigint): readonly E[];
}

interface Decided {
  readonly aggregate: Aggregate<unknown, AnyEvent>;
  /** What it was decided on. */
  readonly loaded: Loaded<unknown>;
  readonly append: StreamAppend;
}

/** The stream has a first event already: of a new id that can only be the reconciler's, which has given the request up. */
export class AlreadyExists extends Error {
  override readonly name = 'AlreadyExists';
  readonly code = 'RequestAbandoned';
}

/** Loads, decides and appends: the only way from a decision into the log. */
@Injectable()
export class AggregateStore {
  private readonly mutex = new KeyedMutex();
  private readonly cache = new LoadedCache();

  constructor(
    @Inject(EVENT_LOG) private readonly log: EventLog,
    @Inject(SETTINGS) private readonly settings: CommandSettings,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async load<S, E extends AnyEvent>(aggregate: Aggregate<S, E>, id: string): Promise<Loaded<S>> {
    const stream = streamOf(aggregate.category, id);
    const known = this.cache.get<S>(stream);
    const events = known === undefined ? this.whole(aggregate, stream) : this.tail(stream, known.revision);
    let loaded = known ?? nothing;
    for (const event of await events) loaded = fold(aggregate, loaded, event);
    this.cache.set(stream, loaded);
    return loaded;
  }

  private async whole<S, E extends AnyEvent>(
    aggregate: Aggregate<S, E>,
    stream: string,
  ): Promise<RecordedEvent[]> {
    const backwards = aggregate.checkpoint !== undefined;
    const events: RecordedEvent[] = [];
    const direction = backwards ? 'backwards' : 'forwards';
    for await (const event of this.log.readStream(stream, { direction })) {
      events.push(event);
      if (event.type === aggregate.checkpoint) break;
    }
    return backwards ? events.reverse() : events;
  }

  /** What others have appended since: a cached state is never trusted to be the newest. */
  private async tail(stream: string, revision: bigint): Promise<RecordedEvent[]> {
    const events: RecordedEvent[] = [];
    for await (const event of this.log.readStream(stream, { from: revision + 1n })) events.push(event);
    return events;
  }

  /** Begins a stream. @throws AlreadyExists somebody else has begun it, or closed it for good */
  async create<S, E extends AnyEvent>(
    aggregate: Aggregate<S, E>,
    id: string,
    context: CommandContext,
    events: readonly E[],
  ): Promise<Written<S>> {
    const begun = await this.begin(aggregate, id, context, events);
    return { ...begun, state: await this.recorded(aggregate, id, begun) };
  }

  /** The append of {@link create} alone: its state may have the times of our clock, see {@link recorded}. */
  async begin<S, E extends AnyEvent>(
    aggregate: Aggregate<S, E>,
    id: string,
    context: CommandContext,
    events: readonly E[],
  ): Promise<Written<S>> {
    return this.append(aggregate, id, context, nothing, events).catch(alreadyThere);
  }

  /**
   * What was begun, as everybody will read it from now on: the log's clock says when it was made, not ours. When the log does
   * not answer any more it is what it was, because it is recorded all the same.
   */
  async recorded<S, E extends AnyEvent>(
    aggregate: Aggregate<S, E>,
    id: string,
    begun: Written<S>,
  ): Promise<S | null> {
    if (begun.isAsRecorded) return begun.state;
    let loaded: Loaded<S> = nothing;
    const stream = streamOf(aggregate.category, id);
    try {
      for await (const event of this.log.readStream(stream, { maxCount: Number(begun.revision) + 1 })) {
        loaded = fold(aggregate, loaded, event);
      }
      return loaded.state;
    } catch {
      return begun.state;
    }
  }

  /**
   * Decides on the newest state and appends at exactly its revision. When somebody else was faster it decides again, so
   * a rule is never checked against a state that is gone. Deciding nothing appends nothing.
   */
  async execute<S, E extends AnyEvent>(
    aggregate: Aggregate<S, E>,
    id: string,
    context: CommandContext,
    decide: (state: S | null, revision: bigint) => readonly E[],
  ): Promise<Written<S>> {
    return this.mutex.run(streamOf(aggregate.category, id), async () => {
      const written = await this.onWhatIsKnown(aggregate, id, context, decide);
      if (written !== undefined) return written;
      for (;;) {
        const loaded = await this.load(aggregate, id);
        const events = decide(loaded.state, loaded.revision);
        if (events.length === 0) return { ...loaded, position: undefined, isAsRecorded: true };
        try {
          return await this.append(aggregate, id, context, loaded, events);
        } catch (error) {
          if (!(error instanceof WrongExpectedRevision)) throw error;
        }
      }
    });
  }

  /**
   * Without reading first: the append itself finds out whether the state that was seen last is still the newest. Only for
   * timeless aggregates: the state behind an append of our own is known exactly, whatever the log's clock said.
   * Undefined, and nothing appended, when it is not the newest; a refusal may come from its age, so it counts for nothing.
   */
  private async onWhatIsKnown<S, E extends AnyEvent>(
    aggregate: Aggregate<S, E>,
    id: string,
    context: CommandContext,
    decide: (state: S | null, revision: bigint) => readonly E[],
  ): Promise<Written<S> | undefined> {
    if (aggregate.timeless !== true) return undefined;
    const known = this.cache.get<S>(streamOf(aggregate.category, id));
    const events = known === undefined ? [] : unlessRefused(() => decide(known.state, known.revision));
    if (known === undefined || events.length === 0) return undefined;
    try {
      return await this.append(aggregate, id, context, known, events);
    } catch (error) {
      if (error instanceof WrongExpectedRevision) return undefined;
      throw error;
    }
  }

  /**
   * Decisions on several streams, made in this order, and durable together or not at all. Undefined, and nothing appended, where
   * the log cannot do that, one of them refuses or has nothing to say, or somebody else was faster: to be made one by one, which
   * tells the reason.
   */
  async together(
    context: CommandContext,
    decisions: readonly Decision<unknown, AnyEvent>[],
  ): Promise<readonly Written<unknown>[] | undefined> {
    if (this.log.appendAll === undefined) return undefined;
    return this.mutex.runAll(decisions.map(streamOfDecision), async () => {
      const made = await this.decided(context, decisions);
      const results =
        made && (await this.log.appendAll?.(made.map(({ append }) => append)).catch(unlessWrong));
      if (made === undefined || results === undefined) return undefined;
      const newest = new Map<string, Loaded<unknown>>();
      return made.map(({ aggregate, loaded, append }, index) => {
        const before = newest.get(append.stream) ?? loaded;
        const written = this.written(
          aggregate,
          before,
          append,
          results[index] ?? { revision: before.revision },
        );
        newest.set(append.stream, written);
        return written;
      });
    });
  }

  private async decided(
    context: CommandContext,
    decisions: readonly Decision<unknown, AnyEvent>[],
  ): Promise<readonly Decided[] | undefined> {
    const newest = new Map<string, Loaded<unknown>>();
    const made: Decided[] = [];
    for (const decision of decisions) {
      const { aggregate, id, begins } = decision;
      const stream = streamOfDecision(decision);
      const known = newest.get(stream) ?? (begins ? nothing : await this.load(aggregate, id));
      const events = unlessRefused(() => decision.decide(known.state, known.revision));
      if (events.length === 0) return undefined;
      const append = this.encoded(aggregate, id, context, { loaded: known, events });
      made.push({ aggregate, loaded: known, append });
      newest.set(stream, this.folded(aggregate, known, append, {}));
    }
    return made;
  }

  private async append<S, E extends AnyEvent>(
    aggregate: Aggregate<S, E>,
    id: string,
    context: CommandContext,
    loaded: Loaded<S>,
    events: readonly E[],
  ): Promise<Written<S>> {
    const append = this.encoded(aggregate, id, context, { loaded, events });
    const result = await this.log.append(append.stream, append.expected, append.events);
    return this.written(aggregate, loaded, append, result);
  }

  private encoded<S, E extends AnyEvent>(
    aggregate: Aggregate<S, E>,
    id: string,
    context: CommandContext,
    { loaded, events }: { readonly loaded: Loaded<S>; readonly events: readonly E[] },
  ): StreamAppend {
    const stream = streamOf(aggregate.category, id);
    const origin = { context, revision: loaded.revision + 1n, node: this.settings.host };
    return {
      stream,
      expected: loaded.revision < 0n ? 'no_stream' : loaded.revision,
      events: encodeEvents(aggregate.events, stream, events, origin),
    };
  }

  /** What is there now, on top of what it was decided on. */
  private written<S, E extends AnyEvent>(
    aggregate: Aggregate<S, E>,
    loaded: Loaded<S>,
    append: StreamAppend,
    result: AppendResult,
  ): Written<S> {
    const { position, revision, created } = result;
    const isAsRecorded = position !== undefined && created !== undefined;
    const folded = this.folded(aggregate, loaded, append, result);
    const written = isAsRecorded ? folded : { ...folded, operation: loaded.operation };
    if (isAsRecorded || aggregate.timeless === true) this.cache.set(append.stream, written);
    return { ...written, revision, position, isAsRecorded };
  }

  private folded<S, E extends AnyEvent>(
    aggregate: Aggregate<S, E>,
    loaded: Loaded<S>,
    { stream, events }: StreamAppend,
    { position = unknown, created = this.clock.now() }: Pick<AppendResult, 'position' | 'created'>,
  ): Loaded<S> {
    return events.reduce<Loaded<S>>(
      (before, event) =>
        fold(aggregate, before, { ...event, stream, position, created, revision: before.revision + 1n }),
      loaded,
    );
  }
}

const alreadyThere = (error: unknown): never => {
  throw error instanceof WrongExpectedRevision ? new AlreadyExists(error.message) : error;
};

/** Somebody else was faster, and nothing was appended. */
const unlessWrong = (error: unknown): undefined => {
  if (!(error instanceof WrongExpectedRevision)) throw error;
};

const streamOfDecision = ({ aggregate, id }: Decision<unknown, AnyEvent>): string =>
  streamOf(aggregate.category, id);

const unlessRefused = <E>(decide: () => readonly E[]): readonly E[] => {
  try {
    return decide();
  } catch {
    return [];
  }
};

/** Of an event that is not kept. */
const unknown: LogPosition = { commit: 0n, prepare: 0n };

const nothing = { state: null, revision: -1n, operation: null } as const;

/** One recorded event on top of what was loaded so far. */
const fold = <S, E extends AnyEvent>(
  aggregate: Aggregate<S, E>,
  loaded: Loaded<S>,
  event: RecordedEvent,
): Loaded<S> => ({
  state: aggregate.evolve(loaded.state, {
    type: event.type,
    data: event.data,
    at: toCinderTime(event.created),
  } as unknown as Recorded<E>),
  revision: event.revision,
  operation: event.type.endsWith('Requested') ? event : loaded.operation,
});
