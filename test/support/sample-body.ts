import type { JsonType, Schema, SchemaSince } from '../../src/api/http/body/schema.js';
import { Microversion } from '../../src/api/http/routing/microversion.js';

export const sampleId = '0f7c5f0e-98a1-4b8e-9d6c-3f6f2a1b2c3d';

/** A value that each format takes; formats that take any text are not named. */
const byFormat: Readonly<Record<string, string>> = {
  uuid: sampleId,
  base64: 'e30=',
  volume_status: 'error',
  volume_attach_status: 'detached',
  volume_migration_status: 'none',
  snapshot_status: 'error',
  group_status: 'error',
  group_snapshot_status: 'error',
  group_type: 'text',
  availability_zone: 'nova',
  backup_status: 'error',
  progress: '50%',
};

const firstType = ({ type }: Schema): JsonType | undefined =>
  Array.isArray(type) ? (type as readonly JsonType[])[0] : (type as JsonType | undefined);

/** Members that have to be there. */
const neededMembers = ({ required = [], anyOf, oneOf, format }: Schema): readonly string[] => {
  const [alternative] = anyOf ?? oneOf ?? [];
  // A reset says what it resets, which no keyword tells.
  const told = format === 'validate_volume_reset_body' ? ['status'] : [];
  return [...new Set([...required, ...(alternative?.required ?? []), ...told])];
};

const sampleObject = (schema: Schema): unknown => {
  const { properties = {}, patternProperties: [pattern] = [], minProperties = 0 } = schema;
  const needed = neededMembers(schema);
  const given = Object.fromEntries(needed.map((name) => [name, sampleValue(properties[name] ?? {})]));
  if (pattern !== undefined && needed.length === 0) return { k: sampleValue(pattern.schema) };
  if (needed.length >= minProperties) return given;
  const [name = 'k', member = { type: 'string' } as const] = Object.entries(properties)[0] ?? [];
  return { ...given, [name]: sampleValue(member) };
};

/** The smallest value that a schema takes. */
export const sampleValue = (schema: Schema): unknown => {
  if (schema.enum !== undefined) return schema.enum[0];
  const choice = schema.properties === undefined ? (schema.oneOf ?? schema.anyOf) : undefined;
  if (choice !== undefined) return sampleValue(choice.find((one) => one.type !== 'null') ?? {});
  if (schema.format !== undefined && byFormat[schema.format] !== undefined) return byFormat[schema.format];
  switch (firstType(schema)) {
    case 'object':
      return sampleObject(schema);
    case 'array':
      return schema.items === undefined ? [] : [sampleValue(schema.items)];
    case 'integer':
    case 'number':
      return Math.max(1, schema.minimum ?? 1);
    case 'boolean':
      return true;
    case 'null':
      return null;
    default:
      return 'x'.repeat(Math.max(1, schema.minLength ?? 1));
  }
};

/** The schema that counts at a version; the oldest one below all of them. */
export const schemaAt = (schemas: readonly SchemaSince[], version: string): Schema | undefined => {
  const [, minor = 0] = version.split('.').map(Number);
  const at = new Microversion(3, minor);
  return (schemas.findLast(({ since }) => at.atLeast(since)) ?? schemas[0])?.schema;
};
