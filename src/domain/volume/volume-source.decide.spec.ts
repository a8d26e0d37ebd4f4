import { foldAll } from '../../../test/support/given.js';
import {
  availableBackup,
  backupRequested,
  erroredBackup,
  restoringBackup,
} from '../../../test/domain/histories/backup.js';
import { snapshotInStatus } from '../../../test/domain/histories/snapshot.js';
import { volumeInStatus } from '../../../test/domain/histories/volume.js';
import { backupAggregate } from '../backup/backup.state.js';
import type { BackupEvent } from '../backup/backup.events.js';
import { DomainError } from '../shared/errors.js';
import { snapshotAggregate } from '../snapshot/snapshot.state.js';
import { checkSource, resolveSize, type VolumeSource } from './volume-source.decide.js';
import { volumeAggregate } from './volume.state.js';

const there = <T>(state: T | null): T => {
  if (state === null) throw new Error('the history leads to nothing');
  return state;
};
const snapshot = (status: string): VolumeSource => ({
  kind: 'snapshot',
  snapshot: there(foldAll(snapshotAggregate, snapshotInStatus(status))),
});
const volume = (status: string): VolumeSource => ({
  kind: 'volume',
  volume: there(foldAll(volumeAggregate, volumeInStatus(status))),
});
const backup = (history: readonly BackupEvent[]): VolumeSource => ({
  kind: 'backup',
  backup: there(foldAll(backupAggregate, history)),
});
const empty: VolumeSource = { kind: 'empty' };

const refusal = (decide: () => unknown): unknown => {
  try {
    return decide();
  } catch (error) {
    return error;
  }
};

describe('The source of a new volume', () => {
  it.each([
    ['nothing', empty],
    ['an available snapshot', snapshot('available')],
    ['an available volume', volume('available')],
    ['a volume in use', volume('in-use')],
    ['an available backup', backup(availableBackup)],
    ['a backup that is being restored', backup(restoringBackup)],
  ])('may be %s', (_, source) => expect(() => checkSource(source)).not.toThrow());

  it.each([
    ...['creating', 'error', 'deleting', 'backing-up'].map(
      (status) =>
        [
          `a snapshot that is ${status}`,
          snapshot(status),
          new DomainError(
            'InvalidSnapshot',
            "Invalid snapshot: Originating snapshot status must be one of 'available' values",
          ),
        ] as const,
    ),
    ...['creating', 'error', 'deleting', 'backing-up', 'restoring-backup', 'extending', 'maintenance'].map(
      (status) =>
        [
          `a volume that is ${status}`,
          volume(status),
          new DomainError(
            'InvalidVolume',
            "Invalid volume: Originating source volume status must be one of 'available, in-use' values",
          ),
        ] as const,
    ),
    ...[[backupRequested], erroredBackup].map(
      (history) =>
        [
          `a backup that is ${foldAll(backupAggregate, history)?.status}`,
          backup(history),
          new DomainError(
            'InvalidBackup',
            "Invalid backup: Originating backup status must be one of 'available' values",
          ),
        ] as const,
    ),
  ])('is not %s', (_, source, error) => expect(refusal(() => checkSource(source))).toEqual(error));
});

describe('The size of a new volume', () => {
  const sources = [snapshot('available'), volume('available'), backup(availableBackup)];

  it.each(sources)('is that of its source when none is asked for: $kind', (source) => {
    expect(resolveSize(null, source)).toBe(2);
  });

  it.each([...sources, empty])('may be larger: $kind', (source) => expect(resolveSize(7, source)).toBe(7));

  it.each([
    ['nothing', empty, null, "Volume size 'None' must be an integer and greater than 0"],
    [
      'a snapshot',
      snapshot('available'),
      1,
      "Volume size '1'GB cannot be smaller than the snapshot size 2GB. They must be >= original snapshot size.",
    ],
    [
      'a volume',
      volume('available'),
      1,
      "Volume size '1'GB cannot be smaller than original volume size  2GB. They must be >= original volume size.",
    ],
    [
      'a backup',
      backup(availableBackup),
      1,
      'Volume size 1GB cannot be smaller than the backup size 2GB. It must be >= backup size.',
    ],
  ])('made from %s has to be enough', (_, source, size, text) =>
    expect(refusal(() => resolveSize(size, source))).toEqual(
      new DomainError('InvalidInput', `Invalid input received: ${text}`),
    ),
  );
});
