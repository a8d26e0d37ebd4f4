import { attachmentDetail, attachmentSummary } from '../../src/api/attachments/attachments.view.js';
import type { RequestContext } from '../../src/api/http/identity/request-context.js';
import { Microversion } from '../../src/api/http/routing/microversion.js';
import { Links } from '../../src/api/http/links.js';
import { LocalServices } from './support/local-services.js';
import { serviceView } from '../../src/api/services/services.view.js';
import { snapshotDetail, snapshotSummary, snapshotView } from '../../src/api/snapshots/snapshots.view.js';
import {
  attachmentRef,
  volumeDetail,
  volumeSummary,
  volumeView,
} from '../../src/api/volumes/volumes.view.js';
import type { AttachmentState } from '../../src/domain/attachment/attachment.state.js';
import type { SnapshotState } from '../../src/domain/snapshot/snapshot.state.js';
import type { VolumeState } from '../../src/domain/volume/volume.state.js';
import { qosView } from '../../src/api/qos-specs/qos-specs.view.js';
import {
  createdTypeView,
  defaultTypeView,
  typeView,
  updatedTypeView,
} from '../../src/api/types/types.view.js';
import { initialCatalogue } from '../../src/domain/type-catalogue/initial-catalogue.js';
import { specTable } from './support/spec-table.js';

interface FieldRow {
  readonly field: string;
  /** The version that brought it, or `-`. */
  readonly since: string;
  readonly notes: string;
}

const views = specTable<Record<string, FieldRow[]>>('views');
const links = new Links({ base: 'http://h', project: null });
const time = '2026-11-21T03:01:06.000000';

const caller = (minor: number, ...roles: string[]): RequestContext => ({
  user_id: 'u',
  project_id: 'p',
  roles,
  is_admin: roles.includes('admin'),
  request_id: 'req-x',
  global_request_id: null,
  microversion: new Microversion(3, minor),
});

const volume: VolumeState = {
  id: 'v',
  project_id: 'p',
  user_id: 'u',
  status: 'available',
  previous_status: null,
  attach_status: 'detached',
  migration_status: null,
  size: 1,
  display_name: null,
  display_description: null,
  volume_type_id: 't',
  volume_type: '__DEFAULT__',
  availability_zone: 'nova',
  metadata: {},
  image_metadata: {},
  admin_metadata: {},
  bootable: false,
  source: 'empty',
  source_id: null,
  group_id: null,
  group_changes: [],
  host: null,
  created_at: time,
  updated_at: null,
  launched_at: null,
  fail_reason: null,
  lock: null,
  transfer_id: null,
  acceptances: [],
  use_quota: true,
  attachments: [],
  snapshot_ids: [],
  extending_to: null,
  reverting: null,
  managing: null,
  unmanaged: false,
  migrating: null,
  leaving: null,
  retyping: null,
  retyped_by: null,
  planned_host: null,
  deletion: null,
  metadata_restored_by: null,
  deleted_at: null,
};

const snapshot: SnapshotState = {
  id: 's',
  volume_id: 'v',
  project_id: 'p',
  user_id: 'u',
  status: 'available',
  progress: '100%',
  size: 1,
  display_name: null,
  display_description: null,
  metadata: {},
  volume_type_id: 't',
  volume_type: '__DEFAULT__',
  availability_zone: 'nova',
  image_metadata: null,
  group_snapshot_id: null,
  created_at: time,
  updated_at: null,
  fail_reason: null,
  lock: null,
  acceptances: [],
  use_quota: true,
  deleting: false,
  managing: null,
  unmanaged: false,
  deleted_at: null,
};

const attachment: AttachmentState = {
  id: 'a',
  volume_id: 'v',
  project_id: 'p',
  user_id: 'u',
  instance_uuid: null,
  attached_host: 'h',
  mountpoint: '/dev/vdb',
  attach_mode: null,
  attach_status: 'reserved',
  attach_time: null,
  driver_volume_type: null,
  created_at: time,
  updated_at: null,
  deleting: false,
  deleted_at: null,
};

const isThere = ({ since }: FieldRow, minor: number): boolean =>
  since === '-' || new Microversion(3, minor).atLeast(since);
/** Absent unless there is something to say. */
const isConditional = ({ field }: FieldRow): boolean =>
  field === 'encryption_key_id' || field === 'volume_image_metadata';
const keysAt = (view: string, minor: number, keep: (row: FieldRow) => boolean = () => true): string[] =>
  (views[view] ?? [])
    .filter((row) => isThere(row, minor) && !isConditional(row) && keep(row))
    .map(({ field }) => field)
    .toSorted();
const keys = (shown: object): string[] => Object.keys(shown).toSorted();

const minors = Array.from({ length: 72 }, (_, minor) => minor);
const isShort = ({ field }: FieldRow): boolean => !field.startsWith('os-');
const isForAll = ({ field, notes }: FieldRow): boolean => !notes.includes('ADMIN') && field !== '';

describe('views against the table, at every microversion', () => {
  it.each(minors)('3.%i', (minor) => {
    const admin = caller(minor, 'admin');
    const reader = caller(minor, 'reader');
    expect(keys(volumeDetail(volume, links, admin))).toEqual(keysAt('volume.detail', minor));
    expect(keys(volumeDetail(volume, links, reader))).toEqual(keysAt('volume.detail', minor, isForAll));
    expect(keys(volumeView(volume, links, admin))).toEqual(keysAt('volume.detail', minor, isShort));
    expect(keys(volumeSummary(volume, links))).toEqual(keysAt('volume.summary', minor));
    const name = Object.keys(views).find((view) => view.startsWith('snapshot')) ?? '';
    expect(keys(snapshotDetail(snapshot, admin))).toEqual(keysAt(name, minor));
    expect(keys(snapshotView(snapshot, admin))).toEqual(keysAt(name, minor, isShort));
    expect(keys(snapshotSummary(snapshot))).toEqual(keysAt(name, 0, isShort));
  });

  it.each(minors)('3.%i, services', async (minor) => {
    const services = new LocalServices({ host: 'h', backends: ['b'], zone: 'z', now: () => time });
    const isForEvery = ({ notes }: FieldRow): boolean => !notes.includes('only cinder-volume');
    for (const service of await services.services()) {
      const keep = service.binary === 'cinder-volume' ? () => true : isForEvery;
      expect(keys(serviceView(service, new Microversion(3, minor)))).toEqual(keysAt('service', minor, keep));
    }
  });
});

describe('attachments against the table', () => {
  const everything = () => true;
  const whole = 'attachment.detail (show, create, update, list detail)';

  it('have its fields', () => {
    const shown = { attachment, connection: null };
    expect(keys(attachmentSummary(attachment))).toEqual(keysAt('attachment.summary', 27, everything));
    expect(keys(attachmentDetail(shown))).toEqual(keysAt(whole, 27, everything));
    const ref = attachmentRef({ ...attachment, attached_at: time }, 'v', caller(27, 'reader'));
    expect(keys(ref)).toEqual(keysAt('volume.attachment_ref', 27, everything));
  });

  it('say what is unset in Cinder’s words', () => {
    expect(attachmentDetail({ attachment, connection: null })).toMatchObject({
      attached_at: '',
      detached_at: '',
      attach_mode: 'null',
      connection_info: {},
    });
  });

  it('name the host to administrators and services only', () => {
    const hostFor = (...roles: string[]): unknown =>
      (
        attachmentRef({ ...attachment, attached_at: null }, 'v', caller(27, ...roles)) as {
          host_name: unknown;
        }
      ).host_name;
    expect([hostFor('admin'), hostFor('service'), hostFor('member')]).toEqual(['h', 'h', null]);
  });
});

describe('volume types against the table', () => {
  const [type] = Object.values(initialCatalogue('t', 'gold').types);
  if (type === undefined) throw new Error('there is a type from the start');
  const [admin, member, reader] = [
    caller(0, 'admin'),
    caller(0, 'member', 'reader'),
    caller(0, 'reader'),
  ] as const;
  const fields = (keep: (row: FieldRow) => boolean) => keysAt('volume_type', 71, keep);

  it('have its fields, for those who may see them', () => {
    expect(keys(typeView(type, admin))).toEqual(fields(() => true));
    expect(keys(typeView(type, member))).toEqual(fields(isForAll));
    expect(keys(typeView(type, reader))).toEqual(
      fields((row) => isForAll(row) && !row.notes.includes('needs member role')),
    );
    expect(keys(defaultTypeView(type, admin))).toEqual(
      fields(({ notes }) => !notes.includes('NOT in types/default')),
    );
  });

  it('have fewer of them in the answers to changes', () => {
    const ofCreate = ({ notes }: FieldRow): boolean => !notes.includes('NOT in create');
    expect(keys(createdTypeView(type, admin))).toEqual(fields(ofCreate));
    expect(keys(updatedTypeView(type))).toEqual(
      fields((row) => ofCreate(row) && !row.notes.includes('NOT in the update answer')),
    );
  });

  it('show administrators all extra specs, and everybody what schedulers of clients need', () => {
    const extra_specs = { multiattach: '<is> True', volume_backend_name: 'file' };
    expect(typeView({ ...type, extra_specs }, admin)).toMatchObject({ extra_specs });
    const { extra_specs: seen } = typeView({ ...type, extra_specs }, reader) as { extra_specs: object };
    expect(seen).toEqual({ multiattach: '<is> True' });
  });

  it('have QoS specs with the fields of theirs', () => {
    const qos = {
      id: 'q',
      name: 'n',
      consumer: 'both',
      specs: {},
      created_at: time,
      updated_at: null,
    } as const;
    expect(keys(qosView(qos))).toEqual(keysAt('qos_specs', 71));
  });
});

describe('what a view leaves out or rewrites', () => {
  it('shows image metadata only where there is some, and never in a short answer', () => {
    const image = { ...volume, image_metadata: { os: 'linux' } };
    expect(volumeDetail(image, links, caller(71, 'reader'))).toMatchObject({
      volume_image_metadata: { os: 'linux' },
    });
    expect(volumeView(image, links, caller(71, 'admin'))).not.toHaveProperty('volume_image_metadata');
  });

  it('keeps Cinder’s inner statuses to itself', () => {
    expect(volumeView({ ...volume, status: 'error_managing' }, links, caller(0, 'reader'))).toMatchObject({
      status: 'error',
    });
  });
});
