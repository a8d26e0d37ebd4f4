import { invalidParameterValue } from '../faults/http-fault.js';
import { queryBoolean } from '../body/boolean-words.js';

/** The query string's pairs in the order in which the client wrote them. */
export class QueryString {
  readonly #pairs: (readonly [string, string])[];

  /** @param maxLimit rows that may be asked for in one answer, at most: `osapi_max_limit` */
  constructor(
    query: string,
    readonly maxLimit = 1000,
  ) {
    this.#pairs = [...new URLSearchParams(query)];
  }

  has(key: string): boolean {
    return this.#pairs.some(([name]) => name === key);
  }

  /** The last value of the key, as WebOb gives it. */
  get(key: string): string | undefined {
    return this.#pairs.findLast(([name]) => name === key)?.[1];
  }

  /** Keys without repetition, first occurrence first. */
  keys(): readonly string[] {
    return [...new Set(this.#pairs.map(([name]) => name))];
  }

  /** @returns fallback when the key is missing; 400 when its value is no word for yes or no */
  boolean(key: string, fallback = false): boolean {
    const word = this.get(key);
    if (word === undefined) return fallback;
    const value = queryBoolean(word);
    if (value === undefined) throw invalidParameterValue(`Value '${word}' for '${key}' is not a boolean.`);
    return value;
  }

  /** The same query with one key set anew, at its end. */
  with(key: string, value: string): string {
    const kept = this.#pairs.filter(([name]) => name !== key);
    return [...kept, [key, value] as const].map(([name, text]) => `${quote(name)}=${quote(text)}`).join('&');
  }
}

/** Python's `quote_plus`. */
const quote = (text: string): string =>
  encodeURIComponent(text)
    .replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`)
    .replaceAll('%20', '+');
