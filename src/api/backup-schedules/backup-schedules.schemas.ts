import { boolish, description, metadata, text255OrNull, uuid } from '../http/body/parameter-types.js';
import { envelope, type Schema, type SchemaSince } from '../http/body/schema.js';

const count: Schema = { type: ['integer', 'null'], minimum: 0, maximum: 10_000 };

const retention: Schema = {
  type: 'object',
  properties: {
    keep_last: count,
    keep_hourly: count,
    keep_daily: count,
    keep_weekly: count,
    keep_monthly: count,
    keep_yearly: count,
    keep_within: text255OrNull,
  },
  additionalProperties: false,
};

const members: Readonly<Record<string, Schema>> = {
  name: text255OrNull,
  description,
  enabled: boolish,
  volume_ids: { type: 'array', items: uuid },
  cron: { type: 'string', minLength: 1, maxLength: 255 },
  full_every: { type: 'integer', minimum: 1, maximum: 10_000 },
  force: boolish,
  container: text255OrNull,
  name_pattern: { type: 'string', minLength: 1, maxLength: 255 },
  metadata,
  retention,
};

const body = (required: readonly string[]): readonly SchemaSince[] => [
  {
    since: '3.0',
    schema: envelope('backup_schedule', {
      type: 'object',
      properties: members,
      ...(required.length === 0 ? {} : { required }),
      additionalProperties: false,
    }),
  },
];

export const createSchedule = body(['volume_ids', 'cron']);
export const updateSchedule = body([]);

const action = (name: string): readonly SchemaSince[] => [
  {
    since: '3.0',
    schema: envelope(name, { type: ['object', 'null'], properties: {}, additionalProperties: false }),
  },
];

export const runNow = action('run_now');
export const enable = action('enable');
export const disable = action('disable');
