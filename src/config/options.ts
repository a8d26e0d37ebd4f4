import { BACKUP_OPTIONS } from './backup-options.js';
import { IDENTITY_OPTIONS } from './identity-options.js';
import type { Option } from './option.js';
import { SERVICE_OPTIONS } from './service-options.js';
import { VOLUME_OPTIONS } from './volume-options.js';

/** Every option there is. The parser, the types and docs/configuration.md follow from this table. */
export const OPTIONS = { ...SERVICE_OPTIONS, ...IDENTITY_OPTIONS, ...VOLUME_OPTIONS, ...BACKUP_OPTIONS };

export const OPTION_GROUPS = {
  Service: SERVICE_OPTIONS,
  Callers: IDENTITY_OPTIONS,
  Volumes: VOLUME_OPTIONS,
  Backups: BACKUP_OPTIONS,
};

export type OptionName = keyof typeof OPTIONS;

export type OptionValues = {
  readonly [Name in OptionName]: (typeof OPTIONS)[Name] extends Option<infer Value> ? Value : never;
};

export const OPTION_NAMES: readonly OptionName[] = Object.keys(OPTIONS).filter(
  (name): name is OptionName => name in OPTIONS,
);

/** `EMBERLOG_` and the name in capitals. */
export const variableOf = (name: string): string => `EMBERLOG_${name.toUpperCase()}`;
