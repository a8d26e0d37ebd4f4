import { invalidBackup, invalidInput } from '../shared/errors.js';
import { parseTime } from '../shared/time.js';
import { unknownVolume, type ImportedRecord } from './imported-record.js';
import { parseRecordText } from './record-text.js';

type Members = Readonly<Record<string, unknown>>;

/** Missing ones Cinder notices in the worker, in this order. */
const required = [
  'display_name',
  'display_description',
  'container',
  'size',
  'service_metadata',
  'object_count',
  'id',
];
/** Properties that Cinder computes and cannot set. */
const computed = ['is_incremental', 'has_dependent_backups'];

const uuid = /^[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}$/i;

const refuse = (member: string): never => {
  throw invalidInput(`Provided backup record has an invalid ${member}.`);
};

const has = (members: Members, name: string): boolean =>
  Object.hasOwn(members, name) && members[name] !== null;

/**
 * Reads `backup_url`. What Cinder finds out after the answer, leaving a backup that is `creating` for ever, is refused here
 * (spec/backup-formats.md section 6); members that are not known are left out.
 * @throws DomainError
 */
export const readRecord = (text: string): { readonly id: string; readonly record: ImportedRecord } => {
  const members = parseRecordText(text);
  const id = idOf(members);
  if (!Object.hasOwn(members, 'size')) {
    throw invalidInput('Provided backup record is missing size attribute');
  }
  const missing = required.filter((name) => !Object.hasOwn(members, name));
  if (missing.length > 0) {
    throw invalidBackup(
      `Driver successfully decoded imported backup data, but there are missing fields (${missing.join(', ')}).`,
    );
  }
  for (const name of computed) if (Object.hasOwn(members, name)) refuse(name);
  if (has(members, 'parent')) refuse('parent');
  const parent_id = uuidOrNull(members, 'parent_id');
  if (parent_id === id) refuse('parent_id');
  return { id, record: { parent_id, ...texts(members), ...amounts(members), ...times(members) } };
};

/** The order of the first two refusals is Cinder's. */
const idOf = (members: Members): string => {
  const { id } = members;
  if (!has(members, 'id') || id === '') throw invalidInput('Provided backup record is missing an id');
  return typeof id === 'string' && uuid.test(id) ? id : refuse('id');
};

const texts = (members: Members) => ({
  volume_id: volumeOf(members),
  snapshot_id: uuidOrNull(members, 'snapshot_id'),
  restore_volume_id: uuidOrNull(members, 'restore_volume_id'),
  display_name: textOrNull(members, 'display_name'),
  display_description: textOrNull(members, 'display_description'),
  container: textOrNull(members, 'container'),
  service_metadata: textOrNull(members, 'service_metadata'),
  encryption_key_id: textOrNull(members, 'encryption_key_id'),
  metadata: metadataOf(members),
});

const amounts = (members: Members) => ({
  size: amount(members, 'size'),
  object_count: has(members, 'object_count') ? amount(members, 'object_count') : 0,
});

const times = (members: Members) => ({
  created_at: timeOrNull(members, 'created_at'),
  data_timestamp: timeOrNull(members, 'data_timestamp'),
});

const volumeOf = (members: Members): string =>
  Object.hasOwn(members, 'volume_id')
    ? (uuidOrNull(members, 'volume_id') ?? refuse('volume_id'))
    : unknownVolume;

/** Cinder's columns hold 255 characters. */
const textOrNull = (members: Members, name: string): string | null => {
  const value = has(members, name) ? members[name] : null;
  if (value === null) return null;
  return typeof value === 'string' && Array.from(value).length <= 255 ? value : refuse(name);
};

const uuidOrNull = (members: Members, name: string): string | null => {
  const value = textOrNull(members, name);
  return value === null || uuid.test(value) ? value : refuse(name);
};

const amount = (members: Members, name: string): number => {
  const value = members[name];
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value < 2 ** 31
    ? value
    : refuse(name);
};

const timeOrNull = (members: Members, name: string): string | null => {
  const text = textOrNull(members, name);
  return text === null ? null : (parseTime(text) ?? refuse(name));
};

const metadataOf = (members: Members): Readonly<Record<string, string>> => {
  if (!Object.hasOwn(members, 'metadata')) return {};
  const { metadata } = members;
  const isMap = typeof metadata === 'object' && metadata !== null && !Array.isArray(metadata);
  const isText = (value: unknown): value is string => typeof value === 'string' && value.length <= 255;
  return isMap && Object.values(metadata).every(isText)
    ? (metadata as Readonly<Record<string, string>>)
    : refuse('metadata');
};
