/** One row of the option table: parser, documentation and type in one place. */
export interface Option<T> {
  /** As docs/configuration.md shows it. */
  readonly type: string;
  readonly default: T;
  /** What the page shows when the default depends on the machine or on other options. */
  readonly defaultText?: string;
  readonly doc: string;
  /** Values may hold a password and are never printed. */
  readonly secret?: boolean;
  /** Takes what YAML gives (typed) or a variable gives (text). @throws RefusedValue */
  parse(given: unknown): T;
}

/** A reason that continues the sentence "<option> = <value>: …". */
export class RefusedValue extends Error {
  override readonly name = 'RefusedValue';
}

/** Answers why a value is refused, or null. */
export type Check<T> = (value: T) => string | null;

interface Extras<T> {
  readonly check?: Check<T>;
  readonly defaultText?: string;
  readonly secret?: boolean;
}

const checked = <T>(value: T, check?: Check<T>): T => {
  const reason = check?.(value);
  if (reason) throw new RefusedValue(reason);
  return value;
};

const asText = (given: unknown): string => {
  if (typeof given !== 'string') throw new RefusedValue('text is needed (quote it in YAML)');
  return given;
};

export const text = (
  preset: string,
  doc: string,
  { check, ...shown }: Extras<string> = {},
): Option<string> => ({
  type: 'text',
  default: preset,
  doc,
  ...shown,
  parse: (given) => checked(asText(given), check),
});

/** Text that may be left out; `null` then. */
export const optionalText = (
  doc: string,
  { check, ...shown }: Extras<string> = {},
): Option<string | null> => ({
  type: 'text',
  default: null,
  doc,
  ...shown,
  parse: (given) => checked(asText(given), check),
});

interface Range {
  readonly min: number;
  readonly max?: number;
  readonly defaultText?: string;
}

export const integer = (preset: number, doc: string, { min, max, defaultText }: Range): Option<number> => ({
  type: `integer, ${min}${max === undefined ? ' or more' : ` to ${max}`}`,
  default: preset,
  ...(defaultText === undefined ? {} : { defaultText }),
  doc,
  parse: (given) => {
    const number = typeof given === 'string' && /^[+-]?\d+$/.test(given.trim()) ? Number(given) : given;
    if (typeof number !== 'number' || !Number.isSafeInteger(number)) throw new RefusedValue('not an integer');
    if (number < min) throw new RefusedValue(`less than ${min}`);
    if (max !== undefined && number > max) throw new RefusedValue(`more than ${max}`);
    return number;
  },
});

const TRUE_WORDS = ['true', '1', 'yes', 'on'];
const FALSE_WORDS = ['false', '0', 'no', 'off'];

export const flag = (preset: boolean, doc: string): Option<boolean> => ({
  type: 'true or false',
  default: preset,
  doc,
  parse: (given) => {
    const word = String(given).trim().toLowerCase();
    if (TRUE_WORDS.includes(word)) return true;
    if (FALSE_WORDS.includes(word)) return false;
    throw new RefusedValue('neither true nor false');
  },
});

const oneOf = <T extends string>(values: readonly T[], given: unknown): T => {
  const word = asText(given).trim();
  const known = values.find((value) => value.toLowerCase() === word.toLowerCase());
  if (known === undefined)
    throw new RefusedValue(`${JSON.stringify(word)} is not one of ${values.join(', ')}`);
  return known;
};

/** One of a few words, in any case of letters, as in Cinder. */
export const choice = <const T extends string>(
  values: readonly T[],
  preset: T,
  doc: string,
  { check }: { readonly check?: Check<T> } = {},
): Option<T> => ({
  type: `one of ${values.join(', ')}`,
  default: preset,
  doc,
  parse: (given) => checked(oneOf(values, given), check),
});

/** Several of a few words: a YAML list, or text with commas. */
export const choices = <const T extends string>(
  values: readonly T[],
  preset: readonly T[],
  doc: string,
  { check }: { readonly check?: Check<readonly T[]> } = {},
): Option<readonly T[]> => ({
  type: `list of ${values.join(', ')}`,
  default: preset,
  doc,
  parse: (given) => {
    const words: unknown[] = Array.isArray(given) ? given : asText(given).split(',');
    return checked([...new Set(words.map((word) => oneOf(values, word)))], check);
  },
});

/** Any words: a YAML list, or text with commas. */
export const names = (preset: readonly string[], doc: string): Option<readonly string[]> => ({
  type: 'list of names',
  default: preset,
  doc,
  parse: (given) => {
    const words: unknown[] = Array.isArray(given) ? given : asText(given).split(',');
    const found = words.map((word) => asText(word).trim());
    if (found.includes('')) throw new RefusedValue('a name in the list is empty');
    return [...new Set(found)];
  },
});
