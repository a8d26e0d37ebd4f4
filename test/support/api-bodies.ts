import { formOf, type ApiCall } from './api-calls.js';

/** Ids by collection, such as `volumes`. */
export type Ids = Readonly<Record<string, string>>;

const connector = { host: 'h', initiator: 'iqn.x' };

/** Bodies that pass every check before the row is looked up, by the form of the call. */
const bodies: Readonly<Record<string, (ids: Ids) => readonly object[]>> = {
  'POST /volumes': (of) => [
    { volume: { size: 1, snapshot_id: of['snapshots'] } },
    { volume: { size: 1, source_volid: of['volumes'] } },
    { volume: { size: 1, backup_id: of['backups'] } },
    { volume: { size: 1, volume_type: '__DEFAULT__', group_id: of['groups'] } },
  ],
  'PUT /volumes/{}': () => [{ volume: { name: 'taken' } }],
  'POST /volumes/{}/metadata': () => [{ metadata: { taken: 'yes' } }],
  'PUT /volumes/{}/metadata': () => [{ metadata: { taken: 'yes' } }],
  'PUT /volumes/{}/metadata/{}': () => [{ meta: { k: 'taken' } }],
  'POST /snapshots': (of) => [{ snapshot: { volume_id: of['volumes'], name: 'taken' } }],
  'PUT /snapshots/{}': () => [{ snapshot: { name: 'taken' } }],
  'POST /snapshots/{}/metadata': () => [{ metadata: { taken: 'yes' } }],
  'PUT /snapshots/{}/metadata': () => [{ metadata: { taken: 'yes' } }],
  'PUT /snapshots/{}/metadata/{}': () => [{ meta: { k: 'taken' } }],
  'POST /attachments': (of) => [
    { attachment: { volume_uuid: of['volumes'] } },
    { attachment: { volume_uuid: of['volumes'], connector } },
  ],
  'PUT /attachments/{}': () => [{ attachment: { connector } }],
  'POST /backups': (of) => [
    { backup: { volume_id: of['volumes'] } },
    { backup: { volume_id: of['volumes'], snapshot_id: of['snapshots'] } },
    { backup: { volume_id: of['volumes'], incremental: true } },
  ],
  'PUT /backups/{}': () => [{ backup: { name: 'taken' } }],
  'POST /backups/{}/restore': () => [{ restore: {} }, { restore: { name: 'taken' } }],
  'POST /backup-schedules': (of) => [
    { backup_schedule: { name: 'taken', cron: '0 3 * * *', volume_ids: [of['volumes']] } },
  ],
  'PUT /backup-schedules/{}': () => [{ backup_schedule: { name: 'taken' } }],
  'POST /os-volume-transfer': (of) => [{ transfer: { volume_id: of['volumes'] } }],
  'POST /volume-transfers': (of) => [{ transfer: { volume_id: of['volumes'] } }],
  'POST /os-volume-transfer/{}/accept': () => [{ accept: { auth_key: 'x' } }],
  'POST /volume-transfers/{}/accept': () => [{ accept: { auth_key: 'x' } }],
  'PUT /os-quota-sets/{}': () => [{ quota_set: { volumes: 100 } }],
  'PUT /os-quota-class-sets/{}': () => [{ quota_class_set: { volumes: 100 } }],
  'PUT /os-services/enable': () => [{ binary: 'cinder-volume', host: 'nobody@file' }],
  'PUT /os-services/disable': () => [{ binary: 'cinder-volume', host: 'nobody@file' }],
  'PUT /os-services/disable-log-reason': () => [
    { binary: 'cinder-volume', host: 'nobody@file', disabled_reason: 'r' },
  ],
  'PUT /os-services/freeze': () => [{ host: 'nobody@file' }],
  'PUT /os-services/thaw': () => [{ host: 'nobody@file' }],
  'POST /backups/import_record': () => [
    {
      'backup-record': {
        backup_service: 'cinder.backup.drivers.posix.PosixBackupDriver',
        backup_url: 'e30=',
      },
    },
  ],
  'PUT /types/{}': () => [{ volume_type: { name: 'taken' } }],
  'POST /types/{}/extra_specs': () => [{ extra_specs: { k: 'taken' } }],
  'PUT /types/{}/extra_specs/{}': () => [{ k: 'taken' }],
  'POST /types/{}/encryption': () => [{ encryption: { provider: 'luks', control_location: 'front-end' } }],
  'PUT /types/{}/encryption/{}': () => [{ encryption: { cipher: 'taken' } }],
  'PUT /default-types/{}': () => [{ default_type: { volume_type: 'nobodys' } }],
  'POST /groups/action': (of) => [
    { 'create-from-src': { source_group_id: of['groups'] } },
    { 'create-from-src': { group_snapshot_id: of['group_snapshots'] } },
  ],
  'PUT /groups/{}': () => [{ group: { name: 'taken' } }],
  'POST /group_snapshots': (of) => [{ group_snapshot: { group_id: of['groups'] } }],
  'PUT /qos-specs/{}': () => [{ qos_specs: { k: 'taken' } }],
  'PUT /qos-specs/{}/delete_keys': () => [{ keys: ['k'] }],
};

/** What the key of an action holds; others take an empty object. */
const actions: Readonly<Record<string, (ids: Ids) => unknown>> = {
  'os-reset_status': () => ({ status: 'error' }),
  'os-attach': () => ({ mountpoint: '/dev/vdb', host_name: 'h' }),
  'os-initialize_connection': () => ({ connector }),
  'os-terminate_connection': () => ({ connector }),
  'os-extend': () => ({ new_size: 2 }),
  'os-update_readonly_flag': () => ({ readonly: true }),
  'os-set_bootable': () => ({ bootable: true }),
  'os-set_image_metadata': () => ({ metadata: { taken: 'yes' } }),
  'os-unset_image_metadata': () => ({ key: 'k' }),
  revert: (of) => ({ snapshot_id: of['snapshots'] }),
  'os-retype': () => ({ new_type: '__DEFAULT__', migration_policy: 'never' }),
  'os-migrate_volume': () => ({ host: 'h@file#file' }),
  'os-migrate_volume_completion': (of) => ({ new_volume: of['volumes'] }),
  'os-volume_upload_image': () => ({ image_name: 'taken' }),
  'os-reimage': (of) => ({ image_id: of['volumes'] }),
  'os-update_snapshot_status': () => ({ status: 'available' }),
  addProjectAccess: () => ({ project: 'aaaa0000aaaa4000a000aaaa0000aaaa' }),
  removeProjectAccess: () => ({ project: 'aaaa0000aaaa4000a000aaaa0000aaaa' }),
  delete: () => ({ 'delete-volumes': true }),
  reset_status: () => ({ status: 'error' }),
  hold: () => ({ reason: 'taken' }),
};

/** The bodies to send, in which these ids stand where the call names things; one empty one where nothing is known of it. */
export const bodiesOf = (call: ApiCall, ids: Ids): readonly (object | undefined)[] => {
  const { method, action } = call;
  if (action !== undefined) return [{ [action]: actions[action]?.(ids) ?? {} }];
  const known = bodies[formOf(call)];
  if (known !== undefined) return known(ids);
  return method === 'POST' || method === 'PUT' ? [{}] : [undefined];
};

const parameter = /\{\w+\}/;

/** The path with the id that the ids have for its collection, and the key `k`. @param others for collections without one */
export const pathOf = ({ path }: ApiCall, ids: Ids, others: string): string => {
  const [, collection = ''] = path.split('/');
  return path.replace(parameter, ids[collection] ?? others).replaceAll(/\{\w+\}/g, 'k');
};
