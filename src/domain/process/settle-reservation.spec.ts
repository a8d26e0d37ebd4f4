import { foldAll } from '../../../test/support/given.js';
import {
  availableBackup,
  backupId,
  backupImported,
  backupRequested,
  deletedBackup,
  deletionRequested,
  erroredBackup,
  importRequested,
  objectsDeleted,
} from '../../../test/domain/histories/backup.js';
import {
  availableSnapshot,
  snapshotDeletionRequested,
  snapshotReset,
} from '../../../test/domain/histories/snapshot.js';
import {
  availableVolume,
  statusReset,
  volumeDeleted,
  volumeDeletionRequested,
  volumeId,
} from '../../../test/domain/histories/volume.js';
import type { BackupEvent } from '../backup/backup.events.js';
import { backupAggregate } from '../backup/backup.state.js';
import { snapshotAggregate } from '../snapshot/snapshot.state.js';
import type { VolumeEvent } from '../volume/volume.events.js';
import { volumeAggregate } from '../volume/volume.state.js';
import { reservationFor, settleReservation } from './settle-reservation.js';

const backup = (history: readonly BackupEvent[]) => foldAll(backupAggregate, history);
const volume = (history: readonly VolumeEvent[]) => foldAll(volumeAggregate, history);

describe('A reservation for an import', () => {
  const id = importRequested.data.reservation_id;
  const imported = [importRequested, backupImported];
  const again = {
    ...importRequested,
    data: { ...importRequested.data, reservation_id: `import.${backupId}.2` },
  };
  const gone = [deletionRequested, objectsDeleted, { type: 'BackupDeleted', data: {} }] as const;

  it('is committed once the import is recorded, also when the backup was deleted and imported again', () => {
    expect(settleReservation(id, backup([importRequested]))).toBe('commit');
    expect(settleReservation(id, backup([...imported, ...gone, again]))).toBe('commit');
  });

  it('is released when it was not recorded, whatever lived under that id', () => {
    expect(settleReservation(id, backup([]))).toBe('release');
    expect(settleReservation(id, backup(deletedBackup))).toBe('release');
    expect(settleReservation(again.data.reservation_id, backup([...imported, ...gone]))).toBe('release');
  });

  it('leaves the deletions of each life apart', () => {
    const first = reservationFor.delete(backupId);
    const second = reservationFor.delete(backupId, 1);
    expect(settleReservation(first, backup([...deletedBackup, importRequested]))).toBe('commit');
    expect(settleReservation(second, backup([...deletedBackup, importRequested]))).toBe('release');
    expect(settleReservation(second, backup([...deletedBackup, ...imported, ...gone]))).toBe('commit');
  });
});

describe('A reservation for something new', () => {
  const id = reservationFor.create(backupId);

  it.each([
    ['is there', [backupRequested]],
    ['failed: it is charged until it is deleted', erroredBackup],
    ['is deleted already: the delete gives it back', deletedBackup],
  ])('is committed when it %s', (_, history) =>
    expect(settleReservation(id, backup(history))).toBe('commit'),
  );

  it('is released when it was closed before it began', () => {
    expect(settleReservation(id, backup([{ type: 'BackupAbandoned', data: { reason: 'x' } }]))).toBe(
      'release',
    );
    expect(settleReservation(id, null)).toBe('release');
  });
});

describe('A reservation for a delete', () => {
  const id = reservationFor.delete(backupId);

  it.each([
    ['waits while it runs', backup([...availableBackup, deletionRequested]), 'wait'],
    ['is committed when it is done', backup(deletedBackup), 'commit'],
    ['is released when nobody deletes', backup(availableBackup), 'release'],
    [
      'is released when it failed',
      backup([
        ...availableBackup,
        deletionRequested,
        { type: 'BackupDeletionFailed', data: { fail_reason: 'x' } },
      ]),
      'release',
    ],
    [
      'waits although an administrator reset the volume',
      volume([...availableVolume, volumeDeletionRequested, statusReset('available')]),
      'wait',
    ],
    [
      'is released when an administrator only wrote the status',
      volume([...availableVolume, statusReset('deleting')]),
      'release',
    ],
    [
      'waits although an administrator reset the snapshot',
      foldAll(snapshotAggregate, [
        ...availableSnapshot,
        snapshotDeletionRequested(),
        snapshotReset('deleting', 'error'),
      ]),
      'wait',
    ],
  ])('%s', (_, state, settlement) => expect(settleReservation(id, state)).toBe(settlement));
});

describe('A reservation for an extend', () => {
  const id = reservationFor.extend(volumeId, 5);
  const requested: VolumeEvent = { type: 'VolumeExtendRequested', data: { from_size: 2, new_size: 5 } };

  it.each([
    ['waits while it runs', [...availableVolume, requested], 'wait'],
    [
      'is committed when the volume has grown',
      [...availableVolume, requested, { type: 'VolumeExtended', data: { size: 5 } }],
      'commit',
    ],
    [
      'is released when it failed',
      [...availableVolume, requested, { type: 'VolumeExtendFailed', data: { reason: 'x' } }],
      'release',
    ],
    ['is released when it never began', availableVolume, 'release'],
    [
      'is released when the volume was deleted instead',
      [...availableVolume, requested, volumeDeleted],
      'release',
    ],
  ] as const)('%s', (_, history, settlement) =>
    expect(settleReservation(id, volume(history))).toBe(settlement),
  );
});
