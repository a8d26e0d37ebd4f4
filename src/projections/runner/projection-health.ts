/**
 * - catchingUp: rows are older than the log was at start
 * - live: rows follow the log
 * - retrying: the log or the file failed; another try comes by itself
 * - poisoned: an event cannot be projected; nothing goes on until the program is replaced
 */
export type ProjectionPhase = 'stopped' | 'catchingUp' | 'live' | 'retrying' | 'poisoned';

export interface ProjectionHealth {
  /** False while retrying, poisoned or stopped. */
  readonly ok: boolean;
  /** Have the rows caught up with the log since the start? Before that, lists may lack rows. */
  readonly ready: boolean;
  readonly phase: ProjectionPhase;
  /** Position of the last event in the rows. */
  readonly checkpoint: { readonly commit: string; readonly prepare: string } | null;
  /** How long ago the newest projected event was recorded, milliseconds; 0 while live. */
  readonly lagMs: number;
  readonly error: string | null;
}
