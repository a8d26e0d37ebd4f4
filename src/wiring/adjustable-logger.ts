import { ConsoleLogger, type LoggerService } from '@nestjs/common';
import type { LoggingService, LogLevels, LogLevelWord } from '../api/services/log-levels.js';

/** The levels of the configuration, the least important messages first. */
const configured = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;
export type ConfiguredLevel = (typeof configured)[number];

const root = 'emberlog';
const words: Readonly<Record<ConfiguredLevel, string>> = {
  trace: 'DEBUG',
  debug: 'DEBUG',
  info: 'INFO',
  warn: 'WARNING',
  error: 'ERROR',
  fatal: 'CRITICAL',
  silent: 'CRITICAL',
};
const levelOf: Readonly<Record<LogLevelWord, ConfiguredLevel>> = {
  DEBUG: 'debug',
  INFO: 'info',
  WARNING: 'warn',
  ERROR: 'error',
};

/** Nest's logger, with a level for each part of the program that can be changed while it runs. */
export class AdjustableLogger implements LoggerService, LogLevels {
  private readonly console = new ConsoleLogger();
  /** By logger's name; the root is always there. */
  private readonly chosen: Map<string, ConfiguredLevel>;

  constructor(
    level: ConfiguredLevel,
    readonly services: readonly LoggingService[],
  ) {
    this.chosen = new Map([[root, level]]);
  }

  levels(prefix: string): Readonly<Record<string, string>> {
    const found = [...this.chosen].filter(([name]) => name.startsWith(prefix));
    return Object.fromEntries(found.map(([name, level]) => [name, words[level]]));
  }

  set(prefix: string, level: LogLevelWord): void {
    const name = prefix === '' ? root : prefix;
    if (name === root) this.chosen.clear();
    this.chosen.set(name, levelOf[level]);
  }

  verbose(message: unknown, ...rest: unknown[]): void {
    if (this.isWanted('trace', rest)) this.console.verbose(message, ...rest);
  }

  debug(message: unknown, ...rest: unknown[]): void {
    if (this.isWanted('debug', rest)) this.console.debug(message, ...rest);
  }

  log(message: unknown, ...rest: unknown[]): void {
    if (this.isWanted('info', rest)) this.console.log(message, ...rest);
  }

  warn(message: unknown, ...rest: unknown[]): void {
    if (this.isWanted('warn', rest)) this.console.warn(message, ...rest);
  }

  error(message: unknown, ...rest: unknown[]): void {
    if (this.isWanted('error', rest)) this.console.error(message, ...rest);
  }

  fatal(message: unknown, ...rest: unknown[]): void {
    if (this.isWanted('fatal', rest)) this.console.fatal(message, ...rest);
  }

  /** Nest gives the part of the program, such as `Reconciler`, as the last argument. */
  private isWanted(level: ConfiguredLevel, rest: readonly unknown[]): boolean {
    const part = rest.at(-1);
    const name = typeof part === 'string' ? `${root}.${part}` : root;
    const fitting = [...this.chosen.keys()].filter((chosen) => name.startsWith(chosen));
    const closest = fitting.reduce((best, next) => (next.length > best.length ? next : best), root);
    return configured.indexOf(level) >= configured.indexOf(this.chosen.get(closest) ?? 'info');
  }
}
