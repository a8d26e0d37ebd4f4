import { streamOf, type Aggregate, type AnyEvent } from '../../domain/shared/event.js';
import { toCinderTime } from '../../domain/shared/time.js';
import {
  comparePositions,
  StreamGone,
  type EventLog,
  type RecordedEvent,
} from '../../drivers/event-log/port.js';
import { decodeEvent } from './decode-event.js';
import type { Moment } from './moment.js';

/** Reads single streams of the log, for what the rows do not have: the past, and what is younger than they are. */
export class EventHistory {
  constructor(private readonly log: EventLog) {}

  /** The state after the last event at or before `until` (absent: now); null when there was none. */
  async fold<S, E extends AnyEvent>(
    aggregate: Aggregate<S, E>,
    id: string,
    until?: Moment,
  ): Promise<S | null> {
    const { evolve, events, category }: Aggregate<S, AnyEvent> = aggregate;
    let state: S | null = null;
    for await (const event of this.read(category, id)) {
      if (until !== undefined && isAfter(event, until)) break;
      const known = decodeEvent(event, events);
      if (known !== null) state = evolve(state, known);
    }
    return state;
  }

  /** The events of one stream; none when it does not exist. */
  async *read(category: string, id: string, from = 0n, maxCount?: number): AsyncGenerator<RecordedEvent> {
    try {
      yield* this.log.readStream(streamOf(category, id), { from, maxCount });
    } catch (error) {
      if (!(error instanceof StreamGone)) throw error;
    }
  }
}

const isAfter = (event: RecordedEvent, moment: Moment): boolean => {
  switch (moment.kind) {
    case 'revision':
      return event.revision > moment.revision;
    case 'time':
      return toCinderTime(event.created) > moment.at;
    case 'position':
      return comparePositions(event.position, moment.position) > 0;
  }
};
