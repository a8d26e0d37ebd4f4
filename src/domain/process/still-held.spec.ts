import { foldAll } from '../../../test/support/given.js';
import { backingUpSnapshot, snapshotReset } from '../../../test/domain/histories/snapshot.js';
import {
  availableVolume,
  backingUpVolume,
  backupId,
  restoreId,
  restoringVolume,
  statusReset,
  volumeDeleted,
  volumeToFill,
} from '../../../test/domain/histories/volume.js';
import type { SnapshotEvent } from '../snapshot/snapshot.events.js';
import { snapshotAggregate } from '../snapshot/snapshot.state.js';
import type { VolumeEvent } from '../volume/volume.events.js';
import { volumeAggregate } from '../volume/volume.state.js';
import { lostSource, lostTarget } from './still-held.js';

const volume = (history: readonly VolumeEvent[]) => foldAll(volumeAggregate, history);
const snapshot = (history: readonly SnapshotEvent[]) => foldAll(snapshotAggregate, history);

describe('A backup', () => {
  it('reads what it holds', () => {
    expect(lostSource({ kind: 'volume', held: volume(backingUpVolume) }, backupId)).toBeNull();
    expect(lostSource({ kind: 'snapshot', held: snapshot(backingUpSnapshot) }, backupId)).toBeNull();
  });

  it.each([
    ['available', [...backingUpVolume, statusReset('available')]],
    ['backing-up', [...backingUpVolume, statusReset('backing-up')]],
    ['deleted', [...backingUpVolume, volumeDeleted]],
    ['deleted', []],
  ])('stops when its volume was taken away and is %s', (status, history) => {
    expect(lostSource({ kind: 'volume', held: volume(history) }, backupId)).toBe(
      `Create backup aborted, expected volume status backing-up but got ${status}.`,
    );
  });

  it('stops when its snapshot was taken away', () => {
    const held = snapshot([...backingUpSnapshot, snapshotReset('backing-up', 'error')]);
    expect(lostSource({ kind: 'snapshot', held }, backupId)).toBe(
      'Create backup aborted, expected snapshot status backing-up but got error.',
    );
  });
});

describe('A restore', () => {
  it('writes to what it holds, a volume that it makes included', () => {
    expect(lostTarget(volume(restoringVolume), restoreId)).toBeNull();
    expect(lostTarget(volume([volumeToFill('backup')]), restoreId)).toBeNull();
  });

  it.each([
    ['available', [...restoringVolume, statusReset('available')]],
    ['backing-up', backingUpVolume],
    ['available', availableVolume],
  ])('stops when its target is held by somebody else or nobody: %s', (status, history) => {
    expect(lostTarget(volume(history), restoreId)).toBe(
      `Restore backup aborted, expected volume status restoring-backup,creating but got ${status}.`,
    );
  });
});
