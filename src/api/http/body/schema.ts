import type { JsonValue } from './json-text.js';
import type { FormatName } from './formats.js';

export type JsonType = 'object' | 'array' | 'string' | 'integer' | 'number' | 'boolean' | 'null';

/** A pattern with the text that Python prints for it in a refusal. */
export interface Pattern {
  readonly source: string;
  readonly test: RegExp;
}

/**
 * The draft-4 keywords that Cinder's schemas use. Keywords are tried in the order in which they are written, and the
 * first that fails is what the client reads: the order of members here is part of the wire contract.
 */
export interface Schema {
  readonly type?: JsonType | readonly JsonType[];
  readonly format?: FormatName;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly patternProperties?: readonly { readonly key: Pattern; readonly schema: Schema }[];
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly enum?: readonly JsonValue[];
  readonly pattern?: Pattern;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minProperties?: number;
  readonly maxProperties?: number;
  readonly minItems?: number;
  readonly items?: Schema;
  readonly uniqueItems?: boolean;
}

/** Python's pattern as JavaScript's; give `test` where the two notations differ. */
export const pattern = (source: string, test: RegExp = new RegExp(source, 'u')): Pattern => ({
  source,
  test,
});

/** The schema that counts from a microversion on; the newest entry not above the request's version is used. */
export interface SchemaSince {
  readonly since: string;
  readonly schema: Schema;
}

/** One member under a closed top level: the form of almost every body. */
export const envelope = (key: string, schema: Schema): Schema => ({
  type: 'object',
  properties: { [key]: schema },
  required: [key],
  additionalProperties: false,
});
