/**
 * A few words for describing event data: one description gives the TypeScript type and the JSON schema.
 * Plain enough that an operator can read an event's definition as its documentation.
 */
export type JsonSchema = Readonly<Record<string, unknown>>;

export interface Schema<T> {
  readonly json: JsonSchema;
  /** Never set; carries the type only. */
  readonly type?: T;
}

export interface OptionalSchema<T> extends Schema<T> {
  readonly isOptional: true;
}

export type Infer<S> = S extends Schema<infer T> ? T : never;

type Fields = Readonly<Record<string, Schema<unknown>>>;
type OptionalKeys<F extends Fields> = {
  [K in keyof F]: F[K] extends OptionalSchema<unknown> ? K : never;
}[keyof F];
export type RecordOf<F extends Fields> = {
  readonly [K in Exclude<keyof F, OptionalKeys<F>>]: Infer<F[K]>;
} & { readonly [K in OptionalKeys<F>]?: Infer<F[K]> };

export const text: Schema<string> = { json: { type: 'string' } };
export const integer: Schema<number> = { json: { type: 'integer' } };
export const flag: Schema<boolean> = { json: { type: 'boolean' } };

export const oneOf = <const T extends string>(...values: readonly T[]): Schema<T> => ({
  json: { type: 'string', enum: values },
});

export const nullable = <T>(schema: Schema<T>): Schema<T | null> => ({
  json: { anyOf: [schema.json, { type: 'null' }] },
});

/** The member may be missing, which means something other than null: "not touched". */
export const optional = <T>(schema: Schema<T>): OptionalSchema<T> => ({
  json: schema.json,
  isOptional: true,
});

export const mapOf = <T>(schema: Schema<T>): Schema<Readonly<Record<string, T>>> => ({
  json: { type: 'object', additionalProperties: schema.json },
});

export const listOf = <T>(schema: Schema<T>): Schema<readonly T[]> => ({
  json: { type: 'array', items: schema.json },
});

export const record = <F extends Fields>(fields: F): Schema<RecordOf<F>> => ({
  json: {
    type: 'object',
    properties: Object.fromEntries(Object.entries(fields).map(([name, schema]) => [name, schema.json])),
    required: Object.entries(fields)
      .filter(([, schema]) => !('isOptional' in schema))
      .map(([name]) => name),
    additionalProperties: false,
  },
});
