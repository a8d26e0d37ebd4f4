/**
 * JSON as Python's json.dumps writes it with ensure_ascii (spec/backup-formats.md section 1.2): Cinder's files and ours must be
 * the same bytes.
 */

/** What json.dumps is given here; numbers are integers. */
export type PythonValue = string | number | boolean | null | { readonly [member: string]: PythonValue };

const SHORT_ESCAPES: Readonly<Record<string, string>> = {
  '"': '\\"',
  '\\': '\\\\',
  '\b': '\\b',
  '\t': '\\t',
  '\n': '\\n',
  '\f': '\\f',
  '\r': '\\r',
};

/** A JSON text in quotes. Everything but printable ASCII is escaped, beyond U+FFFF as a surrogate pair. */
export const pythonString = (text: string): string =>
  `"${text.replaceAll(
    /["\\]|[^ -~]/g,
    (unit) => SHORT_ESCAPES[unit] ?? `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )}"`;

/** A text in quotes, or null. */
export const pythonStringOrNull = (text: string | null): string =>
  text === null ? 'null' : pythonString(text);

/**
 * Compact JSON with Python's default separators `", "` and `": "`, members in the order they have.
 * @throws RangeError for a number that is no integer, which Python might print in another way
 */
export function pythonCompact(value: PythonValue): string {
  if (typeof value === 'string') return pythonString(value);
  if (typeof value === 'number' && !Number.isSafeInteger(value))
    throw new RangeError(`not an integer: ${value}`);
  if (value === null || typeof value !== 'object') return String(value);
  const members = Object.entries(value).map(
    ([name, member]) => `${pythonString(name)}: ${pythonCompact(member)}`,
  );
  return `{${members.join(', ')}}`;
}
