import type { CallSettings } from './call-settings.js';
import { errorKind, withTimeout } from './client-error.js';
import { type OutgoingEvent, outgoing } from './outgoing-events.js';
import { closedError, Patience } from './patience.js';
import type { AppendResult, StreamAppend } from './port.js';

/** One try of an append. */
export interface SingleTry extends StreamAppend {
  readonly events: readonly OutgoingEvent[];
}

/**
 * How a try gets to the log and its outcome back.
 * @throws the port's errors, and others whose {@link errorKind} is `retry`
 */
export type Send = (tried: SingleTry, settings: CallSettings) => Promise<AppendResult>;

/** A stream's append, ready to leave. @throws EventTooLarge, TypeError */
export const ready = (wanted: StreamAppend): SingleTry => ({
  ...wanted,
  events: outgoing(wanted.stream, wanted.events),
});

/**
 * One append, tried until its outcome is known. Every try carries the same ids and the same revision, which the log
 * recognises: a try that had got through although we heard nothing makes the next one a success.
 */
export const untilKnown = async <T>(
  stream: string,
  settings: CallSettings,
  once: () => Promise<T>,
): Promise<T> => {
  const what = `append to ${stream}`;
  if (settings.signal.aborted) throw closedError(what);
  const patience = new Patience(what, { forMs: settings.retryForMs, signal: settings.signal });
  for (;;) {
    try {
      return await withTimeout(once(), settings.callTimeoutMs);
    } catch (error) {
      if (errorKind(error) !== 'retry') throw error;
      await patience.wait(error);
    }
  }
};

export const append = async (
  send: Send,
  settings: CallSettings,
  wanted: StreamAppend,
): Promise<AppendResult> => {
  const tried = ready(wanted);
  return untilKnown(wanted.stream, settings, () => send(tried, settings));
};
