/** What every call of one open log goes by. */
export interface CallSettings {
  /** How long one try may go without an answer, in milliseconds. */
  readonly callTimeoutMs: number;
  /** How long to try again without any progress, in milliseconds. */
  readonly retryForMs: number;
  /** Aborts when the log is closed. */
  readonly signal: AbortSignal;
}
