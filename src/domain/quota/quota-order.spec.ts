import type { Holder } from '../shared/claim.js';
import { backupDeltas, snapshotDeltas, volumeDeltas } from './deltas.js';
import { reserve } from './quota.decide.js';

const claim: Holder = { operation: 'volume', operation_id: '6f8d0c1e' };

describe('When several resources are over', () => {
  const none = {
    volumes: 0,
    gigabytes: 0,
    volumes_T: 0,
    gigabytes_T: 0,
    snapshots: 0,
    backups: 0,
    backup_gigabytes: 0,
  };

  it.each([
    ['backup_gigabytes before backups', backupDeltas(1), 'VolumeBackupSizeExceedsAvailableQuota'],
    ['gigabytes before volumes', volumeDeltas(1, 'T'), 'VolumeSizeExceedsAvailableQuota'],
    ['gigabytes before snapshots', snapshotDeltas(1, 'T'), 'VolumeSizeExceedsAvailableQuota'],
  ])('the gigabytes decide: %s', (_, deltas, code) => {
    expect(() => reserve(null, 'new', claim, deltas, none)).toThrow(expect.objectContaining({ code }));
  });

  it('the type comes after the whole', () => {
    expect(() => reserve(null, 'new', claim, volumeDeltas(1, 'T'), none)).toThrow(
      'Requested volume or snapshot exceeds allowed gigabytes quota. Requested 1G, quota is 0G and 0G has been consumed.',
    );
  });
});
