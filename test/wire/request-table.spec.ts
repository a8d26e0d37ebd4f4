import { parseJson } from '../../src/api/http/body/json-text.js';
import type { SchemaSince } from '../../src/api/http/body/schema.js';
import { firstViolation } from '../../src/api/http/body/validate.js';
import * as attachments from '../../src/api/attachments/attachments.schemas.js';
import * as snapshots from '../../src/api/snapshots/snapshots.schemas.js';
import * as types from '../../src/api/types/types.schemas.js';
import * as moving from '../../src/api/volumes/volume-move-actions.schemas.js';
import * as volumeActions from '../../src/api/volumes/volume-actions.schemas.js';
import * as attaching from '../../src/api/volumes/volume-attach-actions.schemas.js';
import * as flags from '../../src/api/volumes/volume-flag-actions.schemas.js';
import * as images from '../../src/api/volumes/volume-image-actions.schemas.js';
import * as volumes from '../../src/api/volumes/volumes.schemas.js';
import { specTable } from './support/spec-table.js';

interface RequestRow {
  readonly endpoint: string;
  readonly envelope: string;
  /** One name or several, the version that brought it in brackets. */
  readonly field: string;
  readonly type: string;
  readonly required: string;
  readonly constraint: string;
}

const schemas: Readonly<Record<string, readonly SchemaSince[]>> = {
  'POST /volumes': volumes.createVolume,
  'PUT /volumes/{id}': volumes.updateVolume,
  'action os-extend': volumeActions.extendVolume,
  'action os-reset_status': volumeActions.resetVolumeStatus,
  'action os-update_readonly_flag': flags.updateReadonlyFlag,
  'action os-set_bootable': flags.setBootable,
  'action os-unset_image_metadata': images.unsetImageMetadata,
  'action os-reimage': images.reimage,
  'action os-update_snapshot_status': snapshots.updateSnapshotStatus,
  'action revert (3.40)': moving.revertVolume,
  'action os-retype': moving.retypeVolume,
  'action os-migrate_volume': moving.migrateVolume,
  'action os-attach': attaching.attachVolume,
  'action os-detach': attaching.detachVolume,
  'action os-initialize_connection': attaching.initializeConnection,
  'action os-terminate_connection': attaching.terminateConnection,
  'action os-force_detach': attaching.forceDetachVolume,
  'POST /attachments': attachments.createAttachment,
  'PUT /attachments/{id}': attachments.updateAttachment,
  'POST /types': types.createType,
  'PUT /types/{id}': types.updateType,
  'PUT /default-types/{project}': types.setDefaultType,
  'POST /snapshots': snapshots.createSnapshot,
  'PUT /snapshots/{id}': snapshots.updateSnapshot,
  'action os-reset_status (snapshot)': snapshots.resetSnapshotStatus,
};
/** What makes a body of the endpoint complete, besides the field under test. */
const complete: Readonly<Record<string, object>> = {
  'POST /types': { name: 'n' },
  'PUT /volumes/{id}': { name: 'n' },
  'PUT /snapshots/{id}': { name: 'n' },
  'POST /snapshots': { volume_id: '0f7c5f0e-98a1-4b8e-9d6c-3f6f2a1b2c3d' },
  'action os-extend': { new_size: 1 },
  'action os-retype': { new_type: 't' },
  'action os-update_snapshot_status': { status: 'error' },
  'action os-attach': { mountpoint: '/dev/vdb', host_name: 'h' },
  'POST /attachments': { volume_uuid: '0f7c5f0e-98a1-4b8e-9d6c-3f6f2a1b2c3d' },
  'action os-reset_status': { status: 'error' },
  'action os-reset_status (snapshot)': { status: 'error' },
};

interface Field extends Omit<RequestRow, 'field'> {
  readonly name: string;
}

const fields: readonly Field[] = specTable<RequestRow[]>('requests')
  .filter(
    (row) =>
      schemas[row.endpoint] !== undefined &&
      row.envelope !== '(top)' &&
      !row.field.startsWith('(') &&
      // Two alternatives in one row, such as of os-attach; test/wire/attachments.spec.ts sends both.
      !row.field.includes(' / '),
  )
  .flatMap(({ field, ...row }) =>
    field
      .replace(/ \(.*\)$/, '')
      .split(', ')
      .map((name) => ({ ...row, name })),
  );

/** True when the newest schema takes the body; a text of a format's own is a refusal too. */
const accepts = ({ endpoint, envelope, name }: Field, value: unknown): boolean => {
  const body = JSON.stringify({ [envelope]: { ...complete[endpoint], [name]: value } });
  const schema = schemas[endpoint]?.at(-1)?.schema ?? {};
  try {
    return firstViolation(schema, parseJson(body)) === null;
  } catch {
    return false;
  }
};

/** Extra specs have other keys, and their values may be null. */
const isMetadata = ({ type, name }: Field): boolean => type.startsWith('map') && name !== 'extra_specs';

const isText = ({ type }: Field): boolean => type.startsWith('string');
const longest = ({ constraint }: Field): number => Number(/\.\.(\d{1,4})/.exec(constraint)?.[1]);
const named = (list: readonly Field[]) =>
  list.map((field) => [`${field.endpoint} ${field.name}`, field] as const);

describe('request bodies against the table', () => {
  it.each(named(fields))('%s: null', (_, field) => {
    // Of os-reset_status the three may be null each, but not all, and status is the one given here.
    expect(accepts(field, null)).toBe(field.type.includes('null') && field.name !== 'status');
  });

  it.each(named(fields))('%s: never a list', (_, field) => expect(accepts(field, [1])).toBe(false));

  it.each(named(fields.filter((field) => isText(field) && longest(field) > 0)))('%s: length', (_, field) => {
    expect([
      accepts(field, 'n'.repeat(longest(field))),
      accepts(field, 'n'.repeat(longest(field) + 1)),
    ]).toEqual([true, false]);
  });

  it.each(named(fields.filter(({ type }) => type.startsWith('uuid'))))('%s: uuids', (_, field) => {
    expect([accepts(field, '0f7c5f0e98a14b8e9d6c3f6f2a1b2c3d'), accepts(field, 'x')]).toEqual([true, false]);
  });

  it.each(named(fields.filter(({ type }) => type.startsWith('int'))))('%s: sizes', (_, field) => {
    const found = [1, '1', 2147483647, 0, '0', 2147483648, '-1', 1.5, 'x'].map((size) =>
      accepts(field, size),
    );
    expect(found).toEqual([true, true, true, false, false, false, false, false, false]);
  });

  it.each(named(fields.filter(({ type }) => type.startsWith('bool-ish'))))('%s: booleans', (_, field) => {
    const found = [true, 'yes', 'OFF', '0', 0, 1, 'maybe'].map((word) => accepts(field, word));
    expect(found).toEqual([true, true, true, true, false, false, false]);
  });

  it.each(named(fields.filter(isMetadata)))('%s: keys and values', (_, field) => {
    const maps = [
      { 'a-b_c:d. /e': 'v' },
      {},
      { k: 'v'.repeat(255) },
      { k: 1 },
      { k: null },
      { ä: 'v' },
      { '': 'v' },
    ];
    const found = [...maps, { k: 'v'.repeat(256) }, { ['k'.repeat(256)]: 'v' }].map((map) =>
      accepts(field, map),
    );
    expect(found).toEqual([true, true, true, false, false, false, false, false, false]);
  });

  it('takes extra specs with values that may be null, and by themselves without spaces in their keys', () => {
    const maps = [
      { 'a-b_c:d.e': 'v' },
      { k: null },
      { 'a b': 'v' },
      { 'a/b': 'v' },
      { k: 1 },
      { k: 'v'.repeat(256) },
    ];
    const violates = (schema: readonly SchemaSince[], body: object): boolean =>
      firstViolation(schema.at(-1)?.schema ?? {}, parseJson(JSON.stringify(body))) !== null;
    const refused = (wrap: (map: object) => object, schema: readonly SchemaSince[]): readonly boolean[] =>
      maps.map((map) => violates(schema, wrap(map)));
    const inType = (extra_specs: object): object => ({ volume_type: { name: 'n', extra_specs } });
    expect(refused(inType, types.createType)).toEqual([false, false, false, true, true, true]);
    const alone = [false, false, true, true, true, true];
    expect(refused((extra_specs) => ({ extra_specs }), types.createExtraSpecs)).toEqual(alone);
    expect(refused((map) => map, types.updateExtraSpec)).toEqual(alone);
    expect([{}, { a: 'b', c: 'd' }].map((map) => violates(types.updateExtraSpec, map))).toEqual([true, true]);
  });

  it.each([
    [{ provider: 'luks', control_location: 'front-end' }, true, true],
    [{ provider: 'luks' }, false, true],
    [{ provider: 'p', control_location: 'both' }, false, false],
    [{ provider: 'p', control_location: 'back-end', key_size: '256', cipher: null, other: [1] }, true, true],
    [{ provider: 'p', control_location: 'back-end', key_size: 2147483648 }, false, false],
    [{ provider: 'p', control_location: 'back-end', key_size: 'x' }, false, false],
    [{ provider: null, control_location: 'back-end' }, false, false],
  ])(
    'takes the encryption %j when it is made: %s, and when it is changed: %s',
    (encryption, made, changed) => {
      const takes = (schema: readonly SchemaSince[]): boolean => {
        try {
          return (
            firstViolation(schema.at(-1)?.schema ?? {}, parseJson(JSON.stringify({ encryption }))) === null
          );
        } catch {
          return false;
        }
      };
      expect([takes(types.createEncryption), takes(types.updateEncryption)]).toEqual([made, changed]);
    },
  );

  it.each(named(fields))('%s: nothing unknown beside it', (_, field) => {
    expect(accepts({ ...field, name: 'zzz' }, 1)).toBe(false);
  });
});
