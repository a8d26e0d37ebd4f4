import type { EventStoreDBClient, WrongExpectedVersionError } from '@eventstore/db-client';
import type { Send, SingleTry } from './append.js';
import { errorKind } from './client-error.js';
import type { Credentials } from './connection.js';
import { clientEvents } from './outgoing-events.js';
import {
  EventLogUnavailable,
  EventTooLarge,
  type ExpectedRevision,
  StreamGone,
  WrongExpectedRevision,
} from './port.js';

/** Appends over EventStoreDB's own client. */
export const clientAppend =
  (client: EventStoreDBClient, credentials: Credentials | undefined): Send =>
  async (tried, { callTimeoutMs }) => {
    try {
      const result = await client.appendToStream(tried.stream, clientEvents(tried.events), {
        expectedRevision: tried.expected,
        credentials,
        deadline: callTimeoutMs,
        requiresLeader: true,
      });
      return { revision: result.nextExpectedRevision, position: result.position };
    } catch (error) {
      throw translate(error, tried);
    }
  };

const translate = (error: unknown, { stream, expected }: SingleTry): unknown => {
  const message = error instanceof Error ? error.message : String(error);
  switch (errorKind(error)) {
    case 'wrong-revision':
      return new WrongExpectedRevision(stream, expected, actualOf(error as WrongExpectedVersionError));
    case 'stream-gone':
      return new StreamGone(stream);
    case 'too-large':
      return new EventTooLarge(`append to ${stream}: ${message}`, { cause: error });
    case 'full':
      return new EventLogUnavailable(`append to ${stream}: ${message}`, { cause: error });
    default:
      return error;
  }
};

const actualOf = (error: WrongExpectedVersionError): ExpectedRevision =>
  typeof error.actualVersion === 'bigint' ? error.actualVersion : 'no_stream';
