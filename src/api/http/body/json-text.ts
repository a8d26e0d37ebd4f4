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

/** Throws SyntaxError when the text is not JSON. */
export const parseJson = (text: string): JsonValue =>
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
