import { given } from '../../../test/support/given.js';
import {
  availableVolume,
  backingUpVolume,
  backupId,
  restoreId,
  restoringVolume,
  statusReset,
  volumeDeleted,
  volumeId,
  volumeInStatus,
} from '../../../test/domain/histories/volume.js';
import { markRestoredFrom, replaceVolumeMetadata, restoreMetadata, updateVolume } from './volume.decide.js';
import { volumeAggregate } from './volume.state.js';

describe('An update of a volume', () => {
  it('leaves what is not given', () => {
    given(volumeAggregate, [...availableVolume, { type: 'VolumeUpdated', data: { metadata: { a: '1' } } }])
      .when((state) => updateVolume(state, volumeId, { display_name: null }))
      .then([{ type: 'VolumeUpdated', data: { display_name: null } }])
      .thenState({ display_name: null, metadata: { a: '1' } });
  });

  it('of nothing changes nothing', () => {
    given(volumeAggregate, backingUpVolume)
      .when((state) => updateVolume(state, volumeId, {}))
      .thenNothing();
  });

  it('is refused in maintenance', () => {
    given(volumeAggregate, volumeInStatus('maintenance'))
      .when((state) => updateVolume(state, volumeId, {}))
      .thenThrows('InvalidVolume', 'Invalid volume: The volume cannot be updated during maintenance.');
  });

  it('finds no volume that is not there', () => {
    given(volumeAggregate, [])
      .when((state) => updateVolume(state, volumeId, {}))
      .thenThrows('VolumeNotFound', `Volume ${volumeId} could not be found.`);
  });
});

describe('Metadata of a volume', () => {
  it('is replaced as a whole, whatever else goes on', () => {
    given(volumeAggregate, [
      ...backingUpVolume,
      { type: 'VolumeUpdated', data: { metadata: { a: '1', b: '2' } } },
    ])
      .when((state) => replaceVolumeMetadata(state, volumeId, { b: '3' }, 'Updating'))
      .then([{ type: 'VolumeUpdated', data: { metadata: { b: '3' } } }])
      .thenState({ metadata: { b: '3' }, status: 'backing-up' });
  });

  it.each([
    ['Updating', 'maintenance'],
    ['Updating', 'uploading'],
    ['Deleting', 'maintenance'],
    ['Deleting', 'uploading'],
  ] as const)('%s it is refused in %s', (verb, status) => {
    given(volumeAggregate, volumeInStatus(status))
      .when((state) => replaceVolumeMetadata(state, volumeId, {}, verb))
      .thenThrows(
        'InvalidVolume',
        `Invalid volume: ${verb} volume metadata is not allowed for volumes in ${status} status.`,
      );
  });
});

describe('Metadata that a restore puts back', () => {
  const restored = {
    restore_id: restoreId,
    backup_id: backupId,
    display_name: 'database of Monday',
    metadata: { a: '1' },
  };

  it('is put back once per restore', () => {
    given(volumeAggregate, restoringVolume)
      .when((state) => restoreMetadata(state, volumeId, restored))
      .then([{ type: 'VolumeMetadataRestored', data: restored }])
      .when((state) => restoreMetadata(state, volumeId, restored))
      .thenNothing()
      .thenState({ display_name: 'database of Monday', metadata: { a: '1' }, bootable: false });
  });

  it('of an image makes the volume bootable', () => {
    given(volumeAggregate, restoringVolume)
      .when((state) => restoreMetadata(state, volumeId, { ...restored, image_metadata: { min_ram: '0' } }))
      .thenState({ bootable: true, image_metadata: { min_ram: '0' } });
  });

  it('finds no volume that is not there', () => {
    given(volumeAggregate, [])
      .when((state) => restoreMetadata(state, volumeId, restored))
      .thenThrows('VolumeNotFound', `Volume ${volumeId} could not be found.`);
  });
});

describe('src_backup_id', () => {
  const source = volumeId;
  const from = (backup: string) =>
    ({ type: 'VolumeUpdated', data: { metadata: { a: '1', src_backup_id: backup } } }) as const;

  it.each([
    ['another volume', 'another', restoringVolume, { src_backup_id: backupId }],
    ['a volume that is unknown', null, restoringVolume, { src_backup_id: backupId }],
    ['another backup', source, [...restoringVolume, from('older')], { a: '1', src_backup_id: backupId }],
  ])('is written when the target came from %s', (_, sourceVolume, history, metadata) => {
    expect(markRestoredFrom(given(volumeAggregate, history).state, backupId, sourceVolume)).toEqual(metadata);
  });

  it.each([
    ['restored in place', source, restoringVolume],
    ['marked already', 'another', [...restoringVolume, from(backupId)]],
    ['in maintenance', 'another', [...restoringVolume, statusReset('maintenance')]],
    ['deleted', 'another', [...restoringVolume, volumeDeleted]],
    ['not there', 'another', []],
  ])('is not written to a target that is %s', (_, sourceVolume, history) => {
    expect(markRestoredFrom(given(volumeAggregate, history).state, backupId, sourceVolume)).toBeNull();
  });
});
