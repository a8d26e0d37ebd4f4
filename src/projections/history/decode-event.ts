import type { AnyEvent, EventCatalogue, Recorded } from '../../domain/shared/event.js';
import { toCinderTime } from '../../domain/shared/time.js';
import type { RecordedEvent } from '../../drivers/event-log/port.js';

/**
 * An event of the log as the domain reads it; null when this version of the program does not know its type.
 * @throws Error when it was written by a newer program, in a version of its type that is not known here
 */
export const decodeEvent = (event: RecordedEvent, catalogue: EventCatalogue): Recorded<AnyEvent> | null => {
  const definition = Object.hasOwn(catalogue, event.type) ? catalogue[event.type] : undefined;
  if (definition === undefined) return null;
  const { schema } = event.metadata;
  if (typeof schema === 'number' && schema > definition.version) {
    throw new Error(`${event.type} is of version ${schema}; the newest known here is ${definition.version}`);
  }
  return { type: event.type, data: event.data, at: toCinderTime(event.created) };
};
