import { EventLogUnavailable, WrongExpectedRevision } from '../drivers/event-log/port.js';

/** The log was away, or another worker was faster: no reason to give the operation up. */
export const isPassing = (error: unknown): boolean =>
  error instanceof EventLogUnavailable || error instanceof WrongExpectedRevision;

/** What a user reads as the reason. Errors of other realms are no instances of our Error. */
export const failureText = (error: unknown): string => {
  const { message } = (error ?? {}) as { message?: unknown };
  return typeof message === 'string' && message !== '' ? message : String(error);
};
