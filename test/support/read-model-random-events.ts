import * as fc from 'fast-check';
import type { JsonSchema } from '../../src/domain/shared/schema.js';
import { tables } from '../../src/projections/store/tables.js';

export interface RandomEvent {
  readonly stream: string;
  readonly type: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** Few ids, so that streams grow long and refer to each other. */
const ids = ['1', '2', '3'];

const schemaAt = (schema: JsonSchema, member: string): JsonSchema => schema[member] as JsonSchema;

/** Any value that fits the schema; text is an id or a word of the domain more often than not. */
const valueOf = (schema: JsonSchema): fc.Arbitrary<unknown> => {
  if (Array.isArray(schema['enum'])) return fc.constantFrom(...(schema['enum'] as unknown[]));
  if (Array.isArray(schema['anyOf'])) return fc.oneof(...(schema['anyOf'] as JsonSchema[]).map(valueOf));
  switch (schema['type']) {
    case 'string':
      return fc.oneof(fc.constantFrom(...ids, 'available', 'error', 'creating', 'restoring'), fc.string());
    case 'integer':
      return fc.integer({ min: 0, max: 1000 });
    case 'boolean':
      return fc.boolean();
    case 'null':
      return fc.constant(null);
    case 'array':
      return fc.array(valueOf(schemaAt(schema, 'items')), { maxLength: 3 });
    case 'object':
      return objectOf(schema);
    default:
      throw new Error(`no values for ${JSON.stringify(schema)}`);
  }
};

const objectOf = (schema: JsonSchema): fc.Arbitrary<Record<string, unknown>> => {
  if (schema['properties'] === undefined) {
    return fc.dictionary(
      fc.constantFrom(...ids, 'volumes', 'gigabytes'),
      valueOf(schemaAt(schema, 'additionalProperties')),
      {
        maxKeys: 3,
        noNullPrototype: true,
      },
    );
  }
  const members = Object.entries(schemaAt(schema, 'properties')).map(
    ([name, member]) => [name, valueOf(member as JsonSchema)] as const,
  );
  return fc.record(Object.fromEntries(members), {
    requiredKeys: schema['required'] as string[],
    noNullPrototype: true,
  });
};

const eventOn = (
  id: string,
  category: string,
  { type, schema }: { readonly type: string; readonly schema: { readonly json: JsonSchema } },
): fc.Arbitrary<RandomEvent> =>
  objectOf(schema.json).map((data) => ({
    stream: `${category}-${id}`,
    type,
    data: `${category}_id` in data ? { ...data, [`${category}_id`]: id } : data,
  }));

/** Any event of any aggregate on one of a few streams; events that begin a life are more frequent than others. */
export const randomEvent: fc.Arbitrary<RandomEvent> = fc.oneof(
  ...tables.map(({ aggregate: { category, events } }) =>
    fc.oneof(
      ...Object.values(events).map((definition, place) => ({
        weight: place === 0 || definition.type.endsWith('Requested') ? 4 : 1,
        arbitrary: fc.constantFrom(...ids).chain((id) => eventOn(id, category, definition)),
      })),
    ),
  ),
);

/** One life of each kind, just begun, on streams that nothing else is about: no read model stays empty. */
export const newborns: fc.Arbitrary<readonly RandomEvent[]> = fc.tuple(
  ...tables.flatMap(({ aggregate: { category, events } }) =>
    Object.values(events)
      .slice(0, 1)
      .map((definition) => eventOn('newborn', category, definition)),
  ),
);
