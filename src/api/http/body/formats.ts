import { notAStatus, resettableStatuses as groupStatuses } from '../../../domain/group/group.decide.js';
import { resettableStatuses as snapshotStatuses } from '../../../domain/snapshot/snapshot.decide.js';
import { resettableStatuses as volumeStatuses } from '../../../domain/volume/volume-status-reset.decide.js';
import { resettableStatuses as groupSnapshotStatuses } from '../../../domain/group-snapshot/group-snapshot.decide.js';
import { HttpFault, invalidInput, invalidParameterValue } from '../faults/http-fault.js';
import { isObject, type JsonValue } from './json-text.js';

/** True when the value has the format. A format may instead throw a refusal with a text of its own. */
type Format = (value: JsonValue) => boolean;

/** As oslo.utils decides: 32 hex digits, whatever the case, dashes, braces or urn prefix. */
export const isUuidLike = (value: JsonValue): boolean =>
  typeof value === 'string' &&
  /^[0-9a-f]{32}$/i.test(
    value
      .replaceAll('urn:', '')
      .replaceAll('uuid:', '')
      .replaceAll(/^[{}]+|[{}]+$/g, '')
      .replaceAll('-', ''),
  );

/** Python's lenient decoder: characters outside the alphabet are skipped, only the padding has to be right. */
const isBase64 = (value: JsonValue): boolean => {
  if (typeof value !== 'string') return false;
  const data = value.replaceAll(/[^A-Za-z0-9+/]/g, '').length;
  const padding = value.replaceAll(/[^=]/g, '').length;
  return data % 4 === 0 || (data % 4 > 1 && padding >= 4 - (data % 4));
};

const trimmedText =
  (name: string): Format =>
  (value) => {
    const length = typeof value === 'string' ? Array.from(value.trim()).length : 0;
    if (length > 255) throw invalidInput(`${name} has ${length} characters, more than 255.`);
    return true;
  };

const invalidName = (reason: string): HttpFault =>
  new HttpFault('HTTPBadRequest', `An invalid 'name' value was provided. ${reason}`);

/** A name of nothing but blanks is none. */
const fullName: Format = (value) => {
  if (typeof value === 'string' && value.trim() === '') throw invalidName("The 'name' can not be empty.");
  return true;
};

const trimmedName: Format = (value) => {
  fullName(value);
  if (typeof value === 'string' && Array.from(value.trim()).length > 255) {
    throw invalidName("The 'name' can not be greater than 255 characters.");
  }
  return true;
};

/** Digits, as a number or in quotation marks. */
const keySize: Format = (value) => {
  const isInteger = typeof value === 'number' || typeof value === 'bigint' || value === null;
  if (isInteger || /^-?\d+$/.test(String(value))) return true;
  throw invalidInput('key_size must be an integer.');
};

const tuple = (words: readonly string[]): string => `(${words.map((word) => `'${word}'`).join(', ')})`;
const list = (words: readonly string[]): string => `[${words.map((word) => `'${word}'`).join(', ')}]`;

const statusAmong =
  (what: string, valid: readonly string[], printed: string, mayBeEmpty: boolean): Format =>
  (value) => {
    if (mayBeEmpty && (value === null || value === '')) return true;
    if (typeof value === 'string' && valid.includes(value.toLowerCase())) return true;
    const given = value === null ? 'None' : String(value);
    throw invalidParameterValue(`${what}: ${given} is invalid, valid statuses are: ${printed}.`);
  };

const groupSnapshotStatus: Format = (value) => {
  const given = String(value);
  const refuse = (reason: string): never => {
    throw new HttpFault('InvalidGroupSnapshotStatus', `Invalid GroupSnapshot Status: ${reason}`);
  };
  if (given.trim() === '') refuse("The 'status' can not be empty.");
  if ((groupSnapshotStatuses as readonly string[]).includes(given.toLowerCase())) return true;
  return refuse(
    `Group snapshot status: ${given} is invalid, valid statuses are: ${tuple(groupSnapshotStatuses)}.`,
  );
};

const attachStatuses = ['attached', 'detached'];
const migrationStatuses = ['migrating', 'error', 'success', 'completing', 'none', 'starting'];
const backupStatuses = ['available', 'error'];

const resetNamesAStatus: Format = (value) => {
  const given = isObject(value) ? [value['status'], value['attach_status'], value['migration_status']] : [];
  if (given.some(Boolean)) return true;
  throw invalidParameterValue("Must specify 'status', 'attach_status' or 'migration_status' for update.");
};

/** As Cinder reads it: everything before the last character is a number, and that one is a percent sign. */
const isProgress: Format = (value) => {
  if (typeof value !== 'string' || value === '') return true;
  const number = value.slice(0, -1);
  if (!/^\s*[+-]?\d+\s*$/.test(number)) throw invalidInput('progress must be an integer percentage');
  if (Number(number) < 0 || Number(number) > 100 || !value.endsWith('%')) {
    throw invalidInput('progress must be an integer percentage between 0 and 100');
  }
  return true;
};

const isGroupType: Format = (value) => {
  const length = typeof value === 'string' ? Array.from(value.trim()).length : 1;
  return length >= 1 && length <= 255;
};

/** Of the text without blanks at its ends. */
const lengthBetween =
  (name: string, min: number, max: number): Format =>
  (value) => {
    if (value === null) return true;
    if (value === '') throw new HttpFault('HTTPBadRequest', `The '${name}' can not be None.`);
    const length = typeof value === 'string' ? Array.from(value.trim()).length : min;
    if (length < min) throw invalidInput(`${name} has ${length} characters, less than ${min}.`);
    if (length > max) throw invalidInput(`${name} has ${length} characters, more than ${max}.`);
    return true;
  };

const invalidGroupStatus = (reason: string): HttpFault =>
  new HttpFault('InvalidGroupStatus', `Invalid Group Status: ${reason}`);

const groupStatus: Format = (value) => {
  const word = typeof value === 'string' ? value : '';
  if (word.trim() === '') throw invalidGroupStatus("The 'status' can not be empty.");
  if ((groupStatuses as readonly string[]).includes(word.toLowerCase())) return true;
  throw invalidGroupStatus(notAStatus(word));
};

const formats = {
  uuid: isUuidLike,
  base64: isBase64,
  name: fullName,
  name_skip_leading_trailing_spaces: trimmedName,
  key_size: keySize,
  name_non_mandatory_remove_white_spaces: trimmedText('name'),
  description_non_mandatory_remove_white_spaces: trimmedText('description'),
  validate_volume_reset_body: resetNamesAStatus,
  volume_status: statusAmong('Volume status', volumeStatuses, tuple(volumeStatuses), true),
  volume_attach_status: statusAmong('Volume attach status', attachStatuses, list(attachStatuses), true),
  volume_migration_status: statusAmong(
    'Volume migration status',
    migrationStatuses,
    tuple(migrationStatuses),
    true,
  ),
  snapshot_status: statusAmong('Snapshot status', snapshotStatuses, tuple(snapshotStatuses), false),
  group_snapshot_status: groupSnapshotStatus,
  progress: isProgress,
  group_type: isGroupType,
  availability_zone: lengthBetween('availability_zone', 1, 255),
  group_status: groupStatus,
  backup_status: statusAmong('Backup status', backupStatuses, list(backupStatuses), false),
} as const satisfies Record<string, Format>;

export type FormatName = keyof typeof formats;

/** Throws an HttpFault where Cinder's checker raises its own text instead of "is not a ...". */
export const checkFormat = (name: FormatName, value: JsonValue): boolean => formats[name](value);
