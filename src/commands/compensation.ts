import { EventLogUnavailable } from '../drivers/event-log/port.js';

export interface Compensate {
  /** Notes how to undo what was just done. */
  (undo: () => Promise<unknown>): void;
  /** The point of no return: what is recorded stays, and the reconciler brings the rest to its end. */
  forget(): void;
}

/**
 * Runs the steps of a request over several streams. When one fails, what was done before is undone in reverse order and
 * the failure goes on to the caller. An undo that fails too is left to the reconciler, which sees the claim it leaves;
 * so is everything when the log is away, because nobody knows then which of the steps were recorded.
 */
export const withCompensation = async <T>(work: (compensate: Compensate) => Promise<T>): Promise<T> => {
  const undos: (() => Promise<unknown>)[] = [];
  const note = (undo: () => Promise<unknown>): void => void undos.push(undo);
  const compensate = Object.assign(note, { forget: () => void undos.splice(0) });
  try {
    return await work(compensate);
  } catch (error) {
    const unknown = error instanceof EventLogUnavailable;
    if (!unknown) for (const undo of undos.reverse()) await undo().catch(() => undefined);
    throw error;
  }
};
