import { foldAll } from '../../../test/support/given.js';
import { availableBackup } from '../../../test/domain/histories/backup.js';
import { availableSnapshot } from '../../../test/domain/histories/snapshot.js';
import { availableVolume } from '../../../test/domain/histories/volume.js';
import { backupAggregate } from '../backup/backup.state.js';
import { snapshotAggregate } from '../snapshot/snapshot.state.js';
import { resolveZone, type VolumeSource } from './volume-source.decide.js';
import { volumeAggregate } from './volume.state.js';

const there = <T>(state: T | null): T => {
  if (state === null) throw new Error('the history leads to nothing');
  return state;
};
const empty: VolumeSource = { kind: 'empty' };
const snapshot: VolumeSource = {
  kind: 'snapshot',
  snapshot: there(foldAll(snapshotAggregate, availableSnapshot)),
};
const volume: VolumeSource = { kind: 'volume', volume: there(foldAll(volumeAggregate, availableVolume)) };
const backup: VolumeSource = { kind: 'backup', backup: there(foldAll(backupAggregate, availableBackup)) };

describe('The zone of a new volume', () => {
  const zones = { known: ['nova', 'east'], fallback: 'nova' };

  it.each([
    ['that is asked for', 'east', empty, 'east'],
    ['is the default', null, empty, 'nova'],
    ['of a backup is free', 'east', backup, 'east'],
    ['of a backup is the default', null, backup, 'nova'],
    ['of a snapshot', null, snapshot, 'nova'],
    ['of a clone', null, volume, 'nova'],
    ['of a clone, asked for', 'nova', volume, 'nova'],
  ])('%s', (_, wanted, source, zone) => expect(resolveZone(wanted, source, zones)).toBe(zone));

  it.each([
    ['InvalidAvailabilityZone', 'west', volume, "Availability zone 'west' is invalid."],
    [
      'InvalidInput',
      'east',
      snapshot,
      'Invalid input received: Volume must be in the same availability zone as the snapshot',
    ],
    [
      'InvalidInput',
      'east',
      volume,
      'Invalid input received: Volume must be in the same availability zone as the source volume',
    ],
  ] as const)('is refused: %s', (code, wanted, source, text) =>
    expect(() => resolveZone(wanted, source, zones)).toThrow(
      expect.objectContaining({ code, message: text }),
    ),
  );
});
