import { setImmediate as nextTurn } from 'node:timers/promises';
import type { EventData, EventStoreDBClient, WrongExpectedVersionError } from '@eventstore/db-client';
import type { CallSettings } from './call-settings.js';
import { errorKind, withTimeout } from './client-error.js';
import type { Credentials } from './connection.js';
import { outgoing } from './outgoing-events.js';
import { closedError, Patience } from './patience.js';
import {
  type AppendResult,
  EventLogUnavailable,
  EventTooLarge,
  type ExpectedRevision,
  type NewEvent,
  StreamGone,
  WrongExpectedRevision,
} from './port.js';

export interface Append {
  readonly stream: string;
  readonly expected: ExpectedRevision;
  readonly events: readonly NewEvent[];
}

/**
 * One append, tried until its outcome is known. Every try carries the same ids and the same revision, which the log
 * recognises: a try that had got through although we heard nothing makes the next one a success.
 */
export const append = async (
  client: EventStoreDBClient,
  credentials: Credentials | undefined,
  settings: CallSettings,
  { stream, expected, events }: Append,
): Promise<AppendResult> => {
  const encoded = outgoing(stream, events);
  const what = `append to ${stream}`;
  if (settings.signal.aborted) throw closedError(what);
  const patience = new Patience(what, { forMs: settings.retryForMs, signal: settings.signal });
  for (;;) {
    try {
      const once = tryOnce(client, encoded, {
        stream,
        expected,
        credentials,
        deadline: settings.callTimeoutMs,
      });
      return await withTimeout(once, settings.callTimeoutMs);
    } catch (error) {
      if (errorKind(error) !== 'retry') throw translate(error, stream, expected);
      await patience.wait(error);
    }
  }
};

interface Try {
  readonly stream: string;
  readonly expected: ExpectedRevision;
  readonly credentials: Credentials | undefined;
  readonly deadline: number;
}

const tryOnce = async (
  client: EventStoreDBClient,
  events: EventData[],
  { stream, expected, credentials, deadline }: Try,
): Promise<AppendResult> => {
  // When another call fails, the client closes the channel they share; a call that is on its way to that channel in
  // the same turn then throws where nobody can catch it, and never settles. A turn of its own keeps it clear of that.
  await nextTurn();
  const result = await client.appendToStream(stream, events, {
    expectedRevision: expected,
    credentials,
    deadline,
    requiresLeader: true,
  });
  return { revision: result.nextExpectedRevision, position: result.position };
};

const translate = (error: unknown, stream: string, expected: ExpectedRevision): unknown => {
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
