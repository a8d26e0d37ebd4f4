import { foldAll } from '../../../test/support/given.js';
import { volumeId, volumeInStatus, volumeRequested } from '../../../test/domain/histories/volume.js';
import { DomainError } from '../shared/errors.js';
import { attachVolume, reserveAttachment } from './volume-attach.decide.js';
import { lockForBackup } from './volume-lock.decide.js';
import { checkSource } from './volume-source.decide.js';
import { requestDelete } from './volume-deletion.decide.js';
import { addSnapshot, requestExtend, updateVolume } from './volume.decide.js';
import { volumeAggregate, type VolumeState } from './volume.state.js';

/** The second table of spec/api-core.md 2.8: what a volume may be asked for in each status. */
const actions = {
  update: (state: VolumeState) => updateVolume(state, volumeId, { display_name: 'x' }),
  delete: (state: VolumeState) => requestDelete(state, volumeId, { cascade: false, force: false }),
  snapshot: (state: VolumeState) => addSnapshot(state, volumeId, 'snapshot', ['available']),
  'snapshot by force': (state: VolumeState) =>
    addSnapshot(state, volumeId, 'snapshot', ['available', 'in-use']),
  'clone source': (volume: VolumeState) => checkSource({ kind: 'volume', volume }),
  extend: (state: VolumeState) => requestExtend(state, volumeId, 9, ['available']),
  'extend in use': (state: VolumeState) => requestExtend(state, volumeId, 9, ['available', 'in-use']),
  'attachment create': (state: VolumeState) =>
    reserveAttachment(state, volumeId, { attachment_id: 'a', instance_uuid: null, mode: null }),
  'os-attach': (state: VolumeState) =>
    attachVolume(state, volumeId, {
      attachment_id: 'a',
      instance_uuid: null,
      attached_host: 'h',
      mountpoint: '/dev/vdb',
      mode: 'rw',
    }),
  backup: (state: VolumeState) => lockForBackup(state, volumeId, 'backup', false),
  'backup by force': (state: VolumeState) => lockForBackup(state, volumeId, 'backup', true),
} as const;
type Action = keyof typeof actions;

const everything = Object.keys(actions) as Action[];
const byForce: readonly Action[] = ['snapshot by force', 'extend in use', 'backup by force'];

const table: Readonly<Record<string, readonly Action[]>> = {
  available: everything,
  'in-use': ['update', 'clone source', ...byForce],
  creating: ['update'],
  reserved: ['update'],
  attaching: ['update', 'os-attach'],
  detaching: ['update'],
  'backing-up': ['update'],
  'restoring-backup': ['update'],
  extending: ['update'],
  retyping: ['update'],
  'awaiting-transfer': ['update'],
  uploading: ['update'],
  downloading: ['update', 'attachment create'],
  maintenance: [],
  error: ['update', 'delete'],
  error_restoring: ['update', 'delete'],
  error_extending: ['update', 'delete'],
  error_deleting: ['update'],
  'error_backing-up': ['update'],
  deleting: ['update'],
};

const volumeThatIs = (status: string): VolumeState => {
  const history = status === 'creating' ? [volumeRequested()] : volumeInStatus(status);
  const state = foldAll(volumeAggregate, history);
  if (state === null) throw new Error('the history leads to nothing');
  return state;
};

const accepts = (action: Action, status: string): boolean => {
  try {
    actions[action](volumeThatIs(status));
    return true;
  } catch (error) {
    if (error instanceof DomainError && error.code === 'InvalidVolume') return false;
    throw error;
  }
};

describe('A volume', () => {
  it.each(Object.entries(table))('that is %s allows exactly %j', (status, allowed) => {
    expect(everything.filter((action) => accepts(action, status))).toEqual(
      everything.filter((action) => allowed.includes(action)),
    );
  });
});
