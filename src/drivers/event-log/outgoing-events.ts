import { type EventData, jsonEvent } from '@eventstore/db-client';
import { EventTooLarge, type NewEvent } from './port.js';

/** EventStoreDB's default limit for one append, in bytes. */
export const MAX_APPEND_BYTES = 1024 * 1024;

/**
 * Encodes an append for the client, and refuses here what the log would refuse, or what the client would choke on:
 * a value that is no JSON throws in the middle of its call, where nobody can catch it.
 * @throws EventTooLarge, or TypeError for events that cannot be written as JSON
 */
export const outgoing = (stream: string, events: readonly NewEvent[]): EventData[] => {
  if (events.length === 0) throw new TypeError(`an append to ${stream} without events`);
  let size = 0;
  const encoded = events.map((event) => {
    // The client encodes the data once more; the metadata it takes as they are.
    const metadata = Uint8Array.from(Buffer.from(JSON.stringify(event.metadata)));
    size += Buffer.byteLength(JSON.stringify(event.data)) + metadata.length + 2 * event.type.length;
    return jsonEvent({
      id: event.id,
      type: event.type,
      data: event.data as Record<string, unknown>,
      metadata,
    });
  });
  if (size > MAX_APPEND_BYTES) {
    throw new EventTooLarge(
      `an append of ${size} bytes to ${stream} exceeds the limit of ${MAX_APPEND_BYTES}`,
    );
  }
  return encoded;
};
