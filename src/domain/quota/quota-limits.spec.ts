import { given } from '../../../test/support/given.js';
import type { Holder } from '../shared/claim.js';
import { backupDeltas, extendDeltas, snapshotDeltas, volumeDeltas } from './deltas.js';
import { reserve } from './quota.decide.js';
import type { QuotaEvent } from './quota.events.js';
import { quotaAggregate, type Deltas, type QuotaLimits } from './quota.state.js';

const claim: Holder = { operation: 'volume', operation_id: '6f8d0c1e' };
const greatest = 2_147_483_647;

/** Half of it in use, half of it reserved: both count. */
const consumed = (deltas: Deltas): QuotaEvent[] => {
  const reserved = (reservation_id: string, part: (amount: number) => number): QuotaEvent => ({
    type: 'QuotaReserved',
    data: {
      reservation_id,
      ...claim,
      deltas: Object.fromEntries(Object.entries(deltas).map(([resource, n]) => [resource, part(n)])),
    },
  });
  return [
    reserved('done', (n) => Math.floor(n / 2)),
    { type: 'QuotaCommitted', data: { reservation_id: 'done' } },
    reserved('open', (n) => n - Math.floor(n / 2)),
  ];
};
const asking = (before: Deltas, deltas: Deltas, limits: QuotaLimits) =>
  given(quotaAggregate, consumed(before)).when((state) => reserve(state, 'new', claim, deltas, limits));

describe('A project over its quota reads', () => {
  it.each([
    [
      'VolumeLimitExceeded',
      { volumes: 10 },
      volumeDeltas(1, 'T'),
      { volumes: 10 },
      "Maximum number of volumes allowed (10) exceeded for quota 'volumes'.",
    ],
    [
      'VolumeLimitExceeded',
      { volumes_T: 3 },
      volumeDeltas(1, 'T'),
      { volumes_T: 3 },
      "Maximum number of volumes allowed (3) exceeded for quota 'volumes_T'.",
    ],
    [
      'VolumeSizeExceedsAvailableQuota',
      { gigabytes: 8 },
      volumeDeltas(5, 'T'),
      { gigabytes: 10 },
      'Requested volume or snapshot exceeds allowed gigabytes quota. Requested 5G, quota is 10G and 8G has been consumed.',
    ],
    [
      'VolumeSizeExceedsAvailableQuota',
      { gigabytes_T: 8 },
      snapshotDeltas(5, 'T'),
      { gigabytes_T: 10 },
      'Requested volume or snapshot exceeds allowed gigabytes_T quota. Requested 5G, quota is 10G and 8G has been consumed.',
    ],
    [
      'VolumeSizeExceedsAvailableQuota',
      { gigabytes: 8 },
      extendDeltas(3, 'T'),
      { gigabytes: 10 },
      'Requested volume or snapshot exceeds allowed gigabytes quota. Requested 3G, quota is 10G and 8G has been consumed.',
    ],
    [
      'SnapshotLimitExceeded',
      { snapshots: 10 },
      snapshotDeltas(1, 'T'),
      { snapshots: 10 },
      'Maximum number of snapshots allowed (10) exceeded',
    ],
    [
      'SnapshotLimitExceeded',
      { snapshots_T: 1 },
      snapshotDeltas(1, 'T'),
      { snapshots_T: 1 },
      'Maximum number of snapshots allowed (1) exceeded',
    ],
    [
      'BackupLimitExceeded',
      { backups: 10 },
      backupDeltas(1),
      { backups: 10 },
      'Maximum number of backups allowed (10) exceeded',
    ],
    [
      'VolumeBackupSizeExceedsAvailableQuota',
      { backup_gigabytes: 8 },
      backupDeltas(5),
      { backup_gigabytes: 10 },
      'Requested backup exceeds allowed Backup gigabytes quota. Requested 5G, quota is 10G and 8G has been consumed.',
    ],
    ['UnexpectedOverQuota', { tapes: 1 }, { tapes: 1 }, { tapes: 1 }, 'Unexpected over quota on tapes.'],
  ] as const)('%s', (code, before, deltas, limits, text) => {
    asking(before, deltas, limits).thenThrows(code, text);
  });
});

describe('The bounds', () => {
  it.each([
    ['exactly the limit fits', { backups: 9 }, { backups: 10 }],
    ['-1 is unlimited', { backups: 1_000_000 }, { backups: -1 }],
    ['a missing limit is unlimited', { backups: 1_000_000 }, {}],
    ['the greatest usage fits', { backups: greatest - 1 }, {}],
  ])('%s', (_, before, limits) => {
    asking(before, { backups: 1 }, limits).then([
      { type: 'QuotaReserved', data: { reservation_id: 'new', ...claim, deltas: { backups: 1 } } },
    ]);
  });

  it('one more than the column holds is refused, whatever the limit', () => {
    asking({ backups: greatest }, { backups: 1 }, { backups: -1 }).thenThrows(
      'QuotaUsageOverflow',
      `Quota usage would overflow for resources: backups. The requested operation would exceed the maximum allowed value (${greatest}) for quota tracking.`,
    );
  });

  it('a refused request changes nothing, not even for the resources that had room', () => {
    const { state } = given(quotaAggregate, consumed({ backups: 10 }));
    const before = structuredClone(state);
    expect(() => reserve(state, 'new', claim, backupDeltas(1), { backups: 10 })).toThrow();
    expect(state).toEqual(before);
  });
});
