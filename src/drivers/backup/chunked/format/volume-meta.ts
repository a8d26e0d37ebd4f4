import { InvalidBackup, type VolumeDescription, type VolumeMeta } from '../../port.js';
import { pythonCompact, type PythonValue } from '../../../../domain/shared/python-json.js';
import { VOLUME_COLUMNS, type VolumeColumn } from './volume-columns.js';

const BASE = 'volume-base-metadata';
const METADATA = 'volume-metadata';
const GLANCE = 'volume-glance-metadata';

/** Never written: they may hold the address of the volume and the password for it. */
const SECRET: ReadonlySet<VolumeColumn> = new Set(['provider_auth', 'provider_location']);

/** The text of version 2, in Cinder's order and spacing; parts without members are left out. */
export function buildVolumeMeta({ columns, metadata, glance_metadata }: VolumeDescription): string {
  const base = VOLUME_COLUMNS.map((column): [string, PythonValue] => [
    column,
    SECRET.has(column) ? null : (columns[column] ?? null),
  ]);
  return pythonCompact({
    version: 2,
    [BASE]: Object.fromEntries(base),
    ...(Object.keys(metadata).length > 0 && { [METADATA]: metadata }),
    ...(Object.keys(glance_metadata).length > 0 && { [GLANCE]: glance_metadata }),
  });
}

/**
 * Checks and reads the text; null for absent, null and `""`, where nothing is to be put back. Unknown parts are ignored.
 * @throws InvalidBackup when it is not a JSON object of version 1 or 2, or a part is no object
 */
export function parseVolumeMeta(text: string | null | undefined): VolumeMeta | null {
  if (text === null || text === undefined || text === '') return null;
  const parts = recordOf(parseJson(text), 'volume_meta');
  const { version } = parts;
  if (version !== 1 && version !== 2) {
    throw new InvalidBackup('Metadata restore failed due to incompatible version.');
  }
  return {
    version,
    base: parts[BASE] === undefined ? null : baseOf(recordOf(parts[BASE], BASE), version),
    metadata: parts[METADATA] === undefined ? null : textsOf(recordOf(parts[METADATA], METADATA)),
    glance_metadata: parts[GLANCE] === undefined ? null : textsOf(recordOf(parts[GLANCE], GLANCE)),
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new InvalidBackup('volume_meta is not JSON.');
  }
}

function recordOf(value: unknown, what: string): Readonly<Record<string, unknown>> {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    return value as Readonly<Record<string, unknown>>;
  }
  throw new InvalidBackup(`${what} is not a JSON object.`);
}

const asText = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

const textsOf = (record: Readonly<Record<string, unknown>>): Record<string, string> =>
  Object.fromEntries(Object.entries(record).map(([name, value]) => [name, asText(value)]));

function baseOf(base: Readonly<Record<string, unknown>>, version: 1 | 2): VolumeMeta['base'] {
  const applied =
    version === 1
      ? (['display_name', 'display_description'] as const)
      : (['display_name', 'display_description', 'encryption_key_id', 'volume_type_id'] as const);
  const present = applied.filter((name) => base[name] !== undefined);
  if (version === 2 && (base.encryption_key_id ?? null) !== null && base.volume_type_id === undefined) {
    throw new InvalidBackup('volume_meta names an encryption key but no volume type.');
  }
  return Object.fromEntries(present.map((name) => [name, base[name] === null ? null : asText(base[name])]));
}
