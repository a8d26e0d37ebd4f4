import { falseWords, trueWords } from './boolean-words.js';
import { pattern, type Schema } from './schema.js';

/** The building blocks that Cinder's request schemas share (spec 2.10, backups-api.md 2). */
export const text255OrNull: Schema = { type: ['string', 'null'], minLength: 0, maxLength: 255 };

export const uuid: Schema = { type: 'string', format: 'uuid' };
export const uuidOrNull: Schema = { oneOf: [uuid, { type: 'null' }] };

export const nullOrUuid: Schema = { oneOf: [{ type: 'null' }, uuid] };

export const boolish: Schema = {
  type: ['boolean', 'string'],
  enum: [true, ...trueWords, false, ...falseWords],
};

export const nullOrBoolish: Schema = { oneOf: [{ type: 'null' }, boolish] };

/**
 * Printable characters of the basic plane: no controls, no line or paragraph separators, nothing unassigned.
 * Python prints a pattern of several thousand ranges here; ours is what those ranges say.
 */
export const description: Schema = {
  type: ['string', 'null'],
  minLength: 0,
  maxLength: 255,
  pattern: pattern('^[^\\p{C}\\p{Zl}\\p{Zp}\\u{10000}-\\u{10FFFF}]*$'),
};

const metadataOf = (keys: string, test: RegExp, type: Schema['type'], values: Schema): Schema => ({
  type,
  patternProperties: [{ key: pattern(keys, test), schema: values }],
  additionalProperties: false,
});

const metadataKeys = '^[a-zA-Z0-9-_:. /]{1,255}$';
const metadataKeyTest = /^[a-zA-Z0-9\-_:. /]{1,255}$/u;
const metadataValue: Schema = { type: 'string', maxLength: 255 };

export const metadata: Schema = metadataOf(metadataKeys, metadataKeyTest, 'object', metadataValue);
export const metadataOrNull: Schema = metadataOf(
  metadataKeys,
  metadataKeyTest,
  ['object', 'null'],
  metadataValue,
);
/** What is known of an image may be long. */
export const imageMetadata: Schema = metadataOf(metadataKeys, metadataKeyTest, 'object', {
  type: 'string',
  maxLength: 65_535,
});
/** Snapshot metadata has no slash in its keys when it is changed by itself. */
export const slashlessMetadata: Schema = metadataOf(
  '^[a-zA-Z0-9-_:. ]{1,255}$',
  /^[a-zA-Z0-9\-_:. ]{1,255}$/u,
  'object',
  metadataValue,
);
export const oneMetadataEntry: Schema = { ...metadata, minProperties: 1, maxProperties: 1 };
export const oneSlashlessEntry: Schema = { ...slashlessMetadata, minProperties: 1, maxProperties: 1 };

export const volumeSize: Schema = {
  type: ['integer', 'string'],
  pattern: pattern('^[0-9]+$'),
  minimum: 1,
  maximum: 2147483647,
};
export const volumeSizeOrNull: Schema = { ...volumeSize, type: ['integer', 'string', 'null'] };

export const trimmedName: Schema = {
  type: ['string', 'null'],
  format: 'name_non_mandatory_remove_white_spaces',
};
export const trimmedDescription: Schema = {
  type: ['string', 'null'],
  format: 'description_non_mandatory_remove_white_spaces',
};

/** A name that has to be there. */
export const name: Schema = { type: 'string', format: 'name', minLength: 1, maxLength: 255 };

const specValue: Schema = { type: ['string', 'null'], maxLength: 255 };

/** What hangs on volume types and QoS specs; a value may be null. */
export const extraSpecs: Schema = metadataOf(
  '^[a-zA-Z0-9-_:. ]{1,255}$',
  /^[a-zA-Z0-9\-_:. ]{1,255}$/u,
  'object',
  specValue,
);
export const spacelessExtraSpecs: Schema = metadataOf(
  '^[a-zA-Z0-9-_:.]{1,255}$',
  /^[a-zA-Z0-9\-_:.]{1,255}$/u,
  'object',
  specValue,
);
export const oneExtraSpec: Schema = { ...spacelessExtraSpecs, minProperties: 1, maxProperties: 1 };
