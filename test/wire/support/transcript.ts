import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** One recorded exchange of test/wire/recorded. */
export interface Transcript {
  readonly method: string;
  /** Path and query. */
  readonly target: string;
  readonly requestHeaders: Readonly<Record<string, string>>;
  /** As sent; empty when there was none. */
  readonly requestBody: string;
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** Parsed JSON, text when it is none, or undefined for an empty body. */
  readonly body: unknown;
}

const folder = join(import.meta.dirname, '..', 'recorded');

const headersOf = (lines: readonly string[], lower: boolean): Record<string, string> =>
  Object.fromEntries(
    lines.map((line) => {
      const colon = line.indexOf(':');
      const name = line.slice(0, colon);
      return [lower ? name.toLowerCase() : name, line.slice(colon + 1).trim()];
    }),
  );

/** Head (first line and headers) and the rest, which a blank line divides. */
const divide = (text: string): { first: string; headers: string[]; rest: string } => {
  const blank = text.indexOf('\n\n');
  const [first = '', ...headers] = (blank === -1 ? text : text.slice(0, blank)).split('\n');
  return { first, headers, rest: blank === -1 ? '' : text.slice(blank + 2).trim() };
};

/** One recording broke off: its "body" is the client's error message. */
const bodyOf = (text: string): unknown => {
  if (text === '') return undefined;
  return /^[[{]/.test(text) ? (JSON.parse(text) as unknown) : text;
};

/** @param name file name without `.http`, such as `014-types-list` */
export const transcript = (name: string): Transcript => {
  const text = readFileSync(join(folder, `${name}.http`), 'utf8').trimStart();
  const marker = text.indexOf('\n<<< ');
  const asked = divide(text.slice(0, marker));
  const answered = divide(text.slice(marker + 1));
  const [method = '', url = ''] = asked.first.split(' ');
  const { pathname, search } = new URL(url);
  return {
    method,
    target: pathname + search,
    requestHeaders: headersOf(asked.headers, false),
    requestBody: asked.rest,
    status: Number(answered.first.split(' ')[1]),
    headers: headersOf(answered.headers, true),
    body: bodyOf(answered.rest),
  };
};
