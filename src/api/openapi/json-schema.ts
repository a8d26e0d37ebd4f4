import type { Pattern, Schema } from '../http/body/schema.js';

/** JSON Schema 2020-12, as OpenAPI 3.1 has it. */
export type JsonSchema = Readonly<Record<string, unknown>>;

const schemas = (of: Readonly<Record<string, Schema>>): JsonSchema =>
  Object.fromEntries(Object.entries(of).map(([name, schema]) => [name, jsonSchema(schema)]));

/** In the notation of JavaScript, which JSON Schema's is. */
const source = ({ test }: Pattern): string => test.source;

/** Keywords that say the same there; a keyword without an entry is written as it is. */
const translations: { readonly [K in keyof Schema]?: (value: NonNullable<Schema[K]>) => object } = {
  properties: (value) => ({ properties: schemas(value) }),
  patternProperties: (value) => ({
    patternProperties: Object.fromEntries(value.map(({ key, schema }) => [source(key), jsonSchema(schema)])),
  }),
  anyOf: (value) => ({ anyOf: value.map(jsonSchema) }),
  oneOf: (value) => ({ oneOf: value.map(jsonSchema) }),
  items: (value) => ({ items: jsonSchema(value) }),
  pattern: (value) => ({ pattern: source(value) }),
};

/** A schema that validates requests, for those who write them. */
export const jsonSchema = (schema: Schema): JsonSchema =>
  Object.assign(
    {},
    ...Object.entries(schema).map(([keyword, value]) => {
      const translate = translations[keyword as keyof Schema] as ((value: unknown) => object) | undefined;
      return translate === undefined ? { [keyword]: value } : translate(value);
    }),
  ) as JsonSchema;
