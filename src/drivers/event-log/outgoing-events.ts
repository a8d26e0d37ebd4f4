import { type EventData, jsonEvent } from '@eventstore/db-client';
import { EventTooLarge, type NewEvent } from './port.js';

/** EventStoreDB's default limit for one append, in bytes. */
export const MAX_APPEND_BYTES = 1024 * 1024;

/** An event that may leave: it is JSON, and not too large. */
export interface OutgoingEvent extends NewEvent {
  /** The data as JSON. */
  readonly json: string;
  readonly metadataJson: string;
}

/**
 * Encodes an append, and refuses here what the log would refuse, or what the client would choke on: a value that is no JSON
 * throws in the middle of its call, where nobody can catch it.
 * @throws EventTooLarge, or TypeError for events that cannot be written as JSON
 */
export const outgoing = (stream: string, events: readonly NewEvent[]): readonly OutgoingEvent[] => {
  if (events.length === 0) throw new TypeError(`an append to ${stream} without events`);
  let size = 0;
  const encoded = events.map((event) => {
    const json = JSON.stringify(event.data);
    const metadataJson = JSON.stringify(event.metadata);
    size += Buffer.byteLength(json) + Buffer.byteLength(metadataJson) + 2 * event.type.length;
    return { ...event, json, metadataJson };
  });
  if (size > MAX_APPEND_BYTES) {
    throw new EventTooLarge(
      `an append of ${size} bytes to ${stream} exceeds the limit of ${MAX_APPEND_BYTES}`,
    );
  }
  return encoded;
};

/** As the client takes them: it encodes the data once more, and takes the metadata as they are. */
export const clientEvents = (events: readonly OutgoingEvent[]): EventData[] =>
  events.map(({ id, type, data, metadataJson }) =>
    jsonEvent({
      id,
      type,
      data: data as Record<string, unknown>,
      metadata: Uint8Array.from(Buffer.from(metadataJson)),
    }),
  );
