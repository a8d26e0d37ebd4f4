import { checkFormat } from './formats.js';
import { isObject, PythonFloat, type JsonObject, type JsonValue } from './json-text.js';
import { pythonRepr } from './python-text.js';
import type { JsonType, Schema } from './schema.js';
import type { SchemaViolation } from './schema-error.js';

type Path = readonly string[];
type Check<K extends keyof Schema> = (
  rule: NonNullable<Schema[K]>,
  value: JsonValue,
  path: Path,
  schema: Schema,
) => SchemaViolation | null;

const isInteger = (value: JsonValue): boolean => typeof value === 'number' || typeof value === 'bigint';

const types: Readonly<Record<JsonType, (value: JsonValue) => boolean>> = {
  object: isObject,
  array: Array.isArray,
  string: (value) => typeof value === 'string',
  integer: isInteger,
  number: (value) => isInteger(value) || value instanceof PythonFloat,
  boolean: (value) => typeof value === 'boolean',
  null: (value) => value === null,
};

const listOf = <T>(one: T | readonly T[]): readonly T[] => (Array.isArray(one) ? one : [one as T]);
const reprList = (texts: readonly string[]): string => texts.map(pythonRepr).join(', ');
/** Python counts code points, JavaScript code units. */
const lengthOf = (text: string): number => Array.from(text).length;

/** Numeric strings are compared as numbers too: `"0"` is below a minimum of 1. */
const comparable = (value: JsonValue): number | null => {
  if (value instanceof PythonFloat) return value.value;
  if (typeof value === 'number' || typeof value === 'bigint') return Number(value);
  if (typeof value === 'boolean') return value ? 1 : 0;
  if (typeof value !== 'string' || value.trim() === '') return null;
  const number = Number(value);
  return Number.isNaN(number) ? null : number;
};

const comparedText = (value: JsonValue): string =>
  typeof value === 'string' || typeof value === 'boolean' ? String(comparable(value)) : pythonRepr(value);

const at = (path: Path, value: JsonValue, reason: string): SchemaViolation => ({ path, value, reason });
const textCheck =
  (fails: (length: number, limit: number) => boolean, words: string) =>
  (limit: number, value: JsonValue, path: Path): SchemaViolation | null =>
    typeof value === 'string' && fails(lengthOf(value), limit)
      ? at(path, value, `${pythonRepr(value)} ${words}`)
      : null;
const countCheck =
  (fails: (count: number, limit: number) => boolean, words: string) =>
  (limit: number, value: JsonValue, path: Path): SchemaViolation | null =>
    isObject(value) && fails(Object.keys(value).length, limit)
      ? at(path, value, `${pythonRepr(value)} ${words}`)
      : null;
const anySchema = (
  schemas: readonly Schema[],
  value: JsonValue,
  path: Path,
  enough: (n: number) => boolean,
): SchemaViolation | null => {
  const passed = schemas.filter((schema) => firstViolation(schema, value, path) === null).length;
  return enough(passed)
    ? null
    : at(path, value, `${pythonRepr(value)} is not valid under any of the given schemas`);
};

const members: Check<'properties'> = (properties, value, path) => {
  if (!isObject(value)) return null;
  for (const [key, schema] of Object.entries(properties)) {
    if (!Object.hasOwn(value, key)) continue;
    const violation = firstViolation(schema, value[key] as JsonValue, [...path, key]);
    if (violation !== null) return violation;
  }
  return null;
};

const patternMembers: Check<'patternProperties'> = (rules, value, path) => {
  if (!isObject(value)) return null;
  for (const { key: wanted, schema } of rules) {
    for (const [key, member] of Object.entries(value)) {
      const violation = wanted.test.test(key) ? firstViolation(schema, member, [...path, key]) : null;
      if (violation !== null) return violation;
    }
  }
  return null;
};

const unexpected = (schema: Schema, value: JsonObject): readonly string[] =>
  Object.keys(value)
    .filter(
      (key) =>
        !Object.hasOwn(schema.properties ?? {}, key) &&
        !(schema.patternProperties ?? []).some((rule) => rule.key.test.test(key)),
    )
    .sort();

const closed: Check<'additionalProperties'> = (open, value, path, schema) => {
  if (open || !isObject(value)) return null;
  const extra = unexpected(schema, value);
  if (extra.length === 0) return null;
  if (schema.patternProperties !== undefined) {
    const verb = extra.length === 1 ? 'does' : 'do';
    const patterns = reprList(schema.patternProperties.map((rule) => rule.key.source).sort());
    return at(path, value, `${reprList(extra)} ${verb} not match any of the regexes: ${patterns}`);
  }
  const verb = extra.length === 1 ? 'was' : 'were';
  return at(path, value, `Additional properties are not allowed (${reprList(extra)} ${verb} unexpected)`);
};

const checks: { readonly [K in keyof Schema]-?: Check<K> } = {
  type: (wanted, value, path) =>
    listOf(wanted).some((type) => types[type](value))
      ? null
      : at(path, value, `${pythonRepr(value)} is not of type ${reprList(listOf(wanted))}`),
  format: (name, value, path) =>
    checkFormat(name, value) ? null : at(path, value, `${pythonRepr(value)} is not a ${pythonRepr(name)}`),
  properties: members,
  patternProperties: patternMembers,
  required: (keys, value, path) => {
    const missing = isObject(value) ? keys.find((key) => !Object.hasOwn(value, key)) : undefined;
    return missing === undefined ? null : at(path, value, `${pythonRepr(missing)} is a required property`);
  },
  additionalProperties: closed,
  anyOf: (schemas, value, path) => anySchema(schemas, value, path, (passed) => passed > 0),
  oneOf: (schemas, value, path) => anySchema(schemas, value, path, (passed) => passed === 1),
  enum: (values, value, path) =>
    values.includes(value)
      ? null
      : at(path, value, `${pythonRepr(value)} is not one of ${pythonRepr(values)}`),
  pattern: (wanted, value, path) =>
    typeof value !== 'string' || wanted.test.test(value)
      ? null
      : at(path, value, `${pythonRepr(value)} does not match ${pythonRepr(wanted.source)}`),
  minLength: textCheck((length, limit) => length < limit, 'is too short'),
  maxLength: textCheck((length, limit) => length > limit, 'is too long'),
  minimum: (limit, value, path) => {
    const number = comparable(value);
    return number === null || number >= limit
      ? null
      : at(path, value, `${comparedText(value)} is less than the minimum of ${limit}`);
  },
  maximum: (limit, value, path) => {
    const number = comparable(value);
    return number === null || number <= limit
      ? null
      : at(path, value, `${comparedText(value)} is greater than the maximum of ${limit}`);
  },
  minProperties: countCheck((count, limit) => count < limit, 'does not have enough properties'),
  maxProperties: countCheck((count, limit) => count > limit, 'has too many properties'),
  minItems: (limit, value, path) =>
    !Array.isArray(value) || value.length >= limit
      ? null
      : at(path, value, `${pythonRepr(value)} is too short`),
  items: (schema, value, path) => {
    if (!Array.isArray(value)) return null;
    const found = value.map((item: JsonValue, index) =>
      firstViolation(schema, item, [...path, String(index)]),
    );
    return found.find((violation) => violation !== null) ?? null;
  },
  uniqueItems: (wanted, value, path) => {
    if (!wanted || !Array.isArray(value)) return null;
    const unique = new Set(value.map((item: JsonValue) => pythonRepr(item)));
    return unique.size === value.length
      ? null
      : at(path, value, `${pythonRepr(value)} has non-unique elements`);
  },
};

const check = <K extends keyof Schema>(keyword: K, schema: Schema, value: JsonValue, path: Path) => {
  const rule: Schema[K] | undefined = schema[keyword];
  // One table entry per keyword; TypeScript cannot tie the entry to its own keyword inside a generic function.
  const verify = checks[keyword] as unknown as Check<K>;
  return rule === undefined ? null : verify(rule as NonNullable<Schema[K]>, value, path, schema);
};

/**
 * Evaluates a body as Python's jsonschema does and stops at the first violation, in the order in which the schema's
 * keywords are written. Formats with a text of their own throw it (formats.ts).
 */
export const firstViolation = (schema: Schema, value: JsonValue, path: Path = []): SchemaViolation | null => {
  for (const keyword of Object.keys(schema) as (keyof Schema)[]) {
    const violation = check(keyword, schema, value, path);
    if (violation !== null) return violation;
  }
  return null;
};
