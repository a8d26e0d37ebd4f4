/** Cinder's words for how much is logged, the most first. */
export const logLevelWords = ['DEBUG', 'INFO', 'WARNING', 'ERROR'] as const;
export type LogLevelWord = (typeof logLevelWords)[number];

/** A service of this process, whose log can be looked at. */
export interface LoggingService {
  readonly binary: string;
  readonly host: string;
}

/**
 * How much the services of this process log. Loggers are named `emberlog` and `emberlog.<part>`; a part without a level of its
 * own has that of `emberlog`. It is not kept: a process begins with its configuration.
 */
export interface LogLevels {
  readonly services: readonly LoggingService[];
  /** Level by logger. `prefix` names loggers by the begin of their name; an empty one means all. */
  levels(prefix: string): Readonly<Record<string, string>>;
  set(prefix: string, level: LogLevelWord): void;
}

export const LOG_LEVELS = Symbol('LogLevels');
