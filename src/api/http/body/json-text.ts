/**
 * Request bodies as Python's `json` reads them: `1.0` and `1e3` are floats, never integers, and long integers keep all
 * their digits. Only the texts of refusals and the type `integer` depend on it (spec 1.6); after validation the body
 * becomes plain again.
 */
export class PythonFloat {
  constructor(readonly value: number) {}
}

export type JsonValue =
  | null
  | boolean
  | string
  | number
  | bigint
  | PythonFloat
  | readonly JsonValue[]
  | { readonly [key: string]: JsonValue };

export type JsonObject = { readonly [key: string]: JsonValue };

const numberOf = (value: number, source: string): JsonValue => {
  if (!/^-?\d+$/.test(source)) return new PythonFloat(value);
  return Number.isSafeInteger(value) ? value : BigInt(source);
};

/** Deeper than any body of the API has reason to be, and shallow enough for everything that walks through one. */
export const maxDepth = 100;

/** How deep brackets stand in each other, outside of texts. Read once from left to right, whatever it is. */
const depthOf = (text: string): number => {
  let [depth, deepest, quoted] = [0, 0, false];
  for (let at = 0; at < text.length; at += 1) {
    const char = text[at];
    if (quoted && char === '\\') at += 1;
    else if (char === '"') quoted = !quoted;
    else if (quoted) continue;
    else if (char === '[' || char === '{') deepest = Math.max(deepest, (depth += 1));
    else if (char === ']' || char === '}') depth -= 1;
  }
  return deepest;
};

/** Throws SyntaxError when the text is not JSON, or nested more than {@link maxDepth} deep. */
export const parseJson = (text: string): JsonValue => {
  if (depthOf(text) > maxDepth) throw new SyntaxError('nested too deep');
  return parsed(text);
};

const parsed = (text: string): JsonValue =>
  JSON.parse(text, (_key, value: unknown, context?: { source?: string }) =>
    typeof value === 'number' ? numberOf(value, context?.source ?? String(value)) : value,
  ) as JsonValue;

export const isObject = (value: JsonValue | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof PythonFloat);

/** The same body with ordinary numbers, as handlers want it. */
export const plainJson = (value: JsonValue): unknown => {
  if (value instanceof PythonFloat) return value.value;
  if (typeof value === 'bigint') return Number(value);
  if (Array.isArray(value)) return value.map(plainJson);
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, plainJson(member)]));
};
