import { PythonFloat, type JsonValue } from './json-text.js';

const shortEscapes: Readonly<Record<string, string>> = {
  '\\': '\\\\',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
};

const unprintable = /[\p{C}\p{Z}]/u;

const escapeOf = (char: string): string => {
  const code = char.codePointAt(0) ?? 0;
  const hex = code.toString(16);
  if (code < 0x100) return `\\x${hex.padStart(2, '0')}`;
  if (code < 0x10000) return `\\u${hex.padStart(4, '0')}`;
  return `\\U${hex.padStart(8, '0')}`;
};

const quoteFor = (text: string): string => (text.includes("'") && !text.includes('"') ? '"' : "'");

const reprString = (text: string): string => {
  const quote = quoteFor(text);
  const escaped = Array.from(text, (char) => {
    if (char === quote) return `\\${char}`;
    if (char === ' ') return char;
    return shortEscapes[char] ?? (unprintable.test(char) ? escapeOf(char) : char);
  });
  return quote + escaped.join('') + quote;
};

const reprFloat = (value: number): string => {
  if (!Number.isFinite(value)) return value > 0 ? 'inf' : '-inf';
  const size = Math.abs(value);
  if (size !== 0 && (size >= 1e16 || size < 1e-4)) {
    const [digits, exponent = '+0'] = value.toExponential().split('e');
    return `${digits}e${exponent[0]}${exponent.slice(1).padStart(2, '0')}`;
  }
  return Number.isInteger(value) ? `${Object.is(value, -0) ? '-0' : value}.0` : String(value);
};

/** Python's `repr()` of a JSON value: what jsonschema's messages are made of. */
export const pythonRepr = (value: JsonValue): string => {
  if (value === null) return 'None';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (typeof value === 'string') return reprString(value);
  if (typeof value === 'number' || typeof value === 'bigint') return String(value);
  if (value instanceof PythonFloat) return reprFloat(value.value);
  if (Array.isArray(value)) return `[${value.map(pythonRepr).join(', ')}]`;
  const members = Object.entries(value).map(([key, member]) => `${reprString(key)}: ${pythonRepr(member)}`);
  return `{${members.join(', ')}}`;
};

/** Python's `str()`: a string stands for itself, everything else as `repr()`. */
export const pythonStr = (value: JsonValue): string =>
  typeof value === 'string' ? value : pythonRepr(value);
