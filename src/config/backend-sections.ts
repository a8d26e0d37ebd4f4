import { RefusedValue, type Option } from './option.js';

/** What one volume backend's section says, in Cinder's words; what is left out has a default. */
export interface BackendSection {
  /** What `volume_backend_name` of a type's extra specs has to be. Default: the name of the section. */
  readonly volume_backend_name?: string;
  /** Directory of its volumes. */
  readonly file_volumes_path?: string;
  /** What the pool reports beside, or instead of, what its driver says; extra specs of types are compared with it. */
  readonly extra_capabilities?: Readonly<Record<string, unknown>>;
}

export type BackendSections = Readonly<Record<string, BackendSection>>;

/** A name becomes a part of `host@backend#pool` and of a directory. */
const NAME = /^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$/;
const TEXTS = ['volume_driver', 'volume_backend_name', 'file_volumes_path'];

const isMap = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const backendNames = (preset: readonly string[], doc: string): Option<readonly string[]> => ({
  type: 'list of names',
  default: preset,
  doc,
  parse: (given) => {
    const words: unknown[] = Array.isArray(given) ? given : String(given).split(',');
    const names = [...new Set(words.map((word) => String(word).trim()))];
    const bad = names.find((name) => !NAME.test(name));
    if (bad !== undefined) {
      throw new RefusedValue(`${JSON.stringify(bad)} is not a name of letters, digits and "_", ".", "-"`);
    }
    if (names.length === 0) throw new RefusedValue('no name at all');
    return names;
  },
});

/** A YAML map of maps; as a variable, the same in JSON. */
export const backendSections = (doc: string): Option<BackendSections> => ({
  type: 'section per backend',
  default: {},
  defaultText: 'every backend as its name says',
  doc,
  parse: (given) => {
    const sections = typeof given === 'string' ? fromJson(given) : given;
    if (!isMap(sections)) throw new RefusedValue('not a map of backends, each with a map of its options');
    return Object.fromEntries(
      Object.entries(sections).map(([name, section]) => [name, sectionOf(name, section)]),
    );
  },
});

const fromJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    throw new RefusedValue('not JSON');
  }
};

const sectionOf = (name: string, section: unknown): BackendSection => {
  if (!isMap(section)) throw new RefusedValue(`${name} has to be a map of options`);
  const { extra_capabilities: extra, ...texts } = section;
  checkTexts(name, texts);
  const { volume_backend_name: pool, file_volumes_path: path } = texts;
  return {
    ...(pool === undefined ? {} : { volume_backend_name: String(pool) }),
    ...(path === undefined ? {} : { file_volumes_path: String(path) }),
    ...(extra === undefined ? {} : { extra_capabilities: extraCapabilities(name, extra) }),
  };
};

const checkTexts = (name: string, texts: Readonly<Record<string, unknown>>): void => {
  for (const [member, value] of Object.entries(texts)) {
    if (!TEXTS.includes(member)) throw new RefusedValue(`${name} has no option ${member}`);
    if (typeof value !== 'string' || value.trim() === '')
      throw new RefusedValue(`${member} of ${name} has to be text`);
  }
  const { volume_driver: driver = 'file', volume_backend_name: pool } = texts;
  if (driver !== 'file') throw new RefusedValue(`volume_driver of ${name}: only file is supported`);
  if (pool === undefined || NAME.test(String(pool))) return;
  throw new RefusedValue(`volume_backend_name of ${name} is not a name of letters, digits and "_", ".", "-"`);
};

/** A map, or the same as a text of JSON, as Cinder's configuration has it. */
const extraCapabilities = (name: string, given: unknown): Readonly<Record<string, unknown>> => {
  const capabilities = typeof given === 'string' ? fromJson(given) : given;
  if (!isMap(capabilities)) throw new RefusedValue(`extra_capabilities of ${name} has to be a map`);
  return capabilities;
};
