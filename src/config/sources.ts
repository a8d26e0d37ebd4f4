import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseDocument } from 'yaml';
import { OPTION_NAMES, variableOf, type OptionName } from './options.js';

export type Environment = Readonly<Record<string, string | undefined>>;

/** A value as it was found, and where, for messages. */
export interface GivenValue {
  readonly value: unknown;
  readonly source: string;
}

export interface Sources {
  readonly given: ReadonlyMap<OptionName, GivenValue>;
  readonly problems: readonly string[];
}

const CONFIG_VARIABLE = 'EMBERLOG_CONFIG';
const DEFAULT_FILE = 'emberlog.yaml';

/** Collects what the file and the variables say; variables win. Empty variables and YAML nulls say nothing. */
export const readSources = (env: Environment, cwd: string): Sources => {
  const given = new Map<OptionName, GivenValue>();
  const problems: string[] = [];
  const unset = (value: unknown): boolean => value === undefined || value === null || value === '';

  const file = fileToRead(env, cwd);
  for (const [key, value] of Object.entries(readYaml(file, problems))) {
    const name = OPTION_NAMES.find((known) => known === key);
    if (!name) problems.push(`${key} in ${file.path} is not an option`);
    else if (!unset(value)) given.set(name, { value, source: `${key} in ${file.path}` });
  }
  for (const [variable, value] of Object.entries(env)) {
    if (!variable.startsWith('EMBERLOG_') || variable === CONFIG_VARIABLE) continue;
    const name = OPTION_NAMES.find((known) => variableOf(known) === variable);
    if (!name) problems.push(`the variable ${variable} is not an option`);
    else if (!unset(value)) given.set(name, { value, source: variable });
  }
  return { given, problems };
};

interface FileToRead {
  readonly path: string;
  /** Only a file that was asked for has to be there. */
  readonly required: boolean;
}

const fileToRead = (env: Environment, cwd: string): FileToRead => {
  const asked = env[CONFIG_VARIABLE];
  return { path: resolve(cwd, asked || DEFAULT_FILE), required: Boolean(asked) };
};

const readYaml = ({ path, required }: FileToRead, problems: string[]): Readonly<Record<string, unknown>> => {
  let content: string;
  try {
    content = readFileSync(path, 'utf8');
  } catch (error) {
    const missing = String(error).includes('ENOENT');
    if (required || !missing) problems.push(`${path} cannot be read: ${String(error)}`);
    return {};
  }
  const document = parseDocument(content, { prettyErrors: true });
  if (document.errors.length > 0) {
    problems.push(...document.errors.map(({ message }) => `${path} is not YAML: ${message.split('\n')[0]}`));
    return {};
  }
  const settings: unknown = document.toJS() ?? {};
  if (typeof settings === 'object' && settings !== null && !Array.isArray(settings)) return { ...settings };
  problems.push(`${path} has to consist of lines like "option: value"`);
  return {};
};
