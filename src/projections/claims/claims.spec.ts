import {
  backupRequested,
  event,
  History,
  snapshotRequested,
  volumeRequested,
} from '../../../test/support/read-model-history.js';
import { groupSnapshotToCreate } from '../../../test/domain/histories/group-snapshot.js';
import { openTestReadModel, type TestReadModel } from '../../../test/support/read-model.js';
import { doubtfulClaims, type HeldClaimRow } from './doubtful-claims.js';

describe('claims', () => {
  let test: TestReadModel;
  let history: History;
  beforeEach(() => {
    test = openTestReadModel();
    history = new History().add('volume-v1', volumeRequested('v1'));
  });
  afterEach(() => test.close());

  const claims = (since = '2026-11-21T06'): Promise<readonly HeldClaimRow[]> => {
    test.projector.apply(history.events);
    return doubtfulClaims(test.model, since);
  };
  const at = (second: number): string => `2026-11-21T05:00:0${second}.000000`;
  const locked = (to: string, isLocked: boolean) =>
    event('VolumeStatusChanged', {
      from: 'available',
      to,
      previous_status: 'available',
      reason: 'backup',
      operation: 'backup',
      operation_id: 'b1',
      locked: isLocked,
    });

  it('shows what is held, by whom, for which operation, since when', async () => {
    history
      .add('volume-v1', locked('backing-up', true))
      .add(
        'quota-p1',
        event('QuotaReserved', { reservation_id: 'r', operation: 'backup', operation_id: 'b1', deltas: {} }),
      );
    expect(await claims()).toEqual([
      { holder: 'volume-v1', operation: 'backup', operation_id: 'b1', since: at(1) },
      { holder: 'quota-p1', operation: 'backup', operation_id: 'b1', since: at(2) },
    ]);
    expect(await claims(at(2))).toHaveLength(1);
  });

  it('keeps the time at which a claim was taken, until it is released', async () => {
    history.add('volume-v1', locked('backing-up', true), event('VolumeUpdated', { display_name: 'x' }));
    expect(await claims()).toEqual([expect.objectContaining({ since: at(1) })]);
    history.add('volume-v1', locked('available', false));
    expect(await claims()).toEqual([]);
  });

  it('shows a reserved snapshot until the snapshot lives, and again when it is gone', async () => {
    history.add('volume-v1', event('VolumeSnapshotAdded', { snapshot_id: 's1' }));
    expect(await claims()).toEqual([
      { holder: 'volume-v1', operation: 'snapshot', operation_id: 's1', since: at(1) },
    ]);
    history.add('snapshot-s1', snapshotRequested('s1'));
    expect(await claims()).toEqual([]);
    history.add('snapshot-s1', event('SnapshotDeleted', {}));
    expect(await claims()).toHaveLength(1);
    history.add('volume-v1', event('VolumeSnapshotRemoved', { snapshot_id: 's1' }));
    expect(await claims()).toEqual([]);
  });

  it('leaves a snapshot to its group snapshot until that has begun or closed all of them', async () => {
    const { members, ...whole } = groupSnapshotToCreate;
    const mine = members.map((member) => ({ ...member, snapshot_id: 's1', volume_id: 'v1' }));
    history.add('volume-v1', event('VolumeSnapshotAdded', { snapshot_id: 's1' }));
    expect(await claims()).toHaveLength(1);
    history.add(
      `groupSnapshot-${whole.group_snapshot_id}`,
      event('GroupSnapshotRequested', { ...whole, members: mine }),
    );
    expect(await claims()).toEqual([]);
    history.add(`groupSnapshot-${whole.group_snapshot_id}`, event('GroupSnapshotFailed', { reason: 'gone' }));
    expect(await claims()).toHaveLength(1);
  });

  it('shows a lock that a living snapshot left behind', async () => {
    history
      .add('snapshot-s1', snapshotRequested('s1'))
      .add('volume-v1', event('VolumeSnapshotAdded', { snapshot_id: 's1' }))
      .add(
        'volume-v1',
        event('VolumeStatusChanged', {
          from: 'available',
          to: 'maintenance',
          previous_status: null,
          reason: 'snapshot',
          operation: 'snapshot',
          operation_id: 's1',
          locked: true,
        }),
      );
    expect(await claims()).toEqual([expect.objectContaining({ operation: 'snapshot', operation_id: 's1' })]);
  });

  it('shows the child and the restore that a backup waits for', async () => {
    history
      .add('backup-b1', backupRequested('b1'))
      .add('backup-b1', event('BackupChildRegistered', { child_backup_id: 'b2' }))
      .add('backup-b1', event('BackupRestoreStarted', { restore_id: 'r1', volume_id: 'v2' }));
    expect(await claims()).toEqual([
      { holder: 'backup-b1', operation: 'backup', operation_id: 'b2', since: at(2) },
      { holder: 'backup-b1', operation: 'restore', operation_id: 'r1', since: at(3) },
    ]);
    history.add('backup-b2', backupRequested('b2', { parent_id: 'b1' }));
    expect(await claims()).toEqual([expect.objectContaining({ operation: 'restore' })]);
  });

  it('lists each once, oldest first, when there are many', async () => {
    for (let i = 0; i < 2500; i++) {
      const operation_id = String(i).padStart(4, '0');
      const volume = `m${i % 50}`;
      if (i < 50) history.add(`volume-${volume}`, volumeRequested(volume));
      history.add(`volume-${volume}`, event('VolumeSnapshotAdded', { snapshot_id: operation_id }));
    }
    const found = await claims('9');
    expect(found.map(({ operation_id }) => Number(operation_id))).toEqual([...found.keys()]);
    expect(found).toHaveLength(2500);
  });

  it('forgets what a deleted volume held', async () => {
    history.add('volume-v1', locked('backing-up', true), event('VolumeDeleted', {}));
    expect(await claims()).toEqual([]);
  });
});
