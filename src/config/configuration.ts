import { join, resolve } from 'node:path';
import { CROSS_CHECKS } from './cross-checks.js';
import { InvalidConfiguration } from './invalid-configuration.js';
import { RefusedValue, type Option } from './option.js';
import { OPTION_NAMES, OPTIONS, type OptionName, type OptionValues } from './options.js';
import { configuredBackends, type ConfiguredBackend } from './volume-backends.js';
import { readSources, type Environment, type GivenValue } from './sources.js';

/** Every option with its value, checked; paths are absolute. The only thing that knows the environment. */
export type Configuration = Omit<OptionValues, 'backup_posix_path' | 'file_volumes_path' | 'backends'> & {
  readonly backup_posix_path: string;
  /** In the order in which they are enabled. */
  readonly volume_backends: readonly ConfiguredBackend[];
};

/**
 * Reads emberlog.yaml (or the file that EMBERLOG_CONFIG names) and the EMBERLOG_* variables. Relative paths count from `cwd`.
 * @throws InvalidConfiguration with everything that is wrong
 */
export const loadConfiguration = (env: Environment, cwd: string): Configuration => {
  const { given, problems } = readSources(env, cwd);
  const { values, refusals } = parseAll(given);
  const broken = CROSS_CHECKS.filter(({ of }) => !of.some((name) => refusals.has(name))).map(({ check }) =>
    check(values),
  );
  const all = [...problems, ...refusals.values(), ...broken.filter((problem) => problem !== null)];
  if (all.length > 0) throw new InvalidConfiguration(all);
  return withAbsolutePaths(values, cwd);
};

const withAbsolutePaths = (values: OptionValues, cwd: string): Configuration => {
  const data_dir = resolve(cwd, values.data_dir);
  const { backup_posix_path: backups, file_volumes_path: _path, backends: _sections, ...rest } = values;
  const ifGiven = (path: string | null): string | null => (path === null ? null : resolve(cwd, path));
  return Object.freeze({
    ...rest,
    data_dir,
    ssl_cert_file: ifGiven(values.ssl_cert_file),
    ssl_key_file: ifGiven(values.ssl_key_file),
    backup_posix_path: backups === null ? join(data_dir, 'backups') : resolve(cwd, backups),
    volume_backends: configuredBackends(values, data_dir, cwd),
  });
};

type Given = ReadonlyMap<OptionName, GivenValue>;

/** Bad values are replaced by the default, so that the rest can be checked too. */
const parseAll = (given: Given): { values: OptionValues; refusals: ReadonlyMap<OptionName, string> } => {
  const refusals = new Map<OptionName, string>();
  const entries = OPTION_NAMES.map((name): [OptionName, unknown] => {
    const found = given.get(name);
    const option: Option<unknown> = OPTIONS[name];
    if (!found) return [name, option.default];
    try {
      return [name, option.parse(found.value)];
    } catch (error) {
      if (!(error instanceof RefusedValue)) throw error;
      refusals.set(name, `${found.source} = ${shown(option, found.value)}: ${error.message}`);
      return [name, option.default];
    }
  });
  // Each value came from its own option, which is what the type says.
  return { values: Object.fromEntries(entries) as OptionValues, refusals };
};

const shown = (option: Option<unknown>, value: unknown): string =>
  option.secret ? '(not shown)' : JSON.stringify(value);
