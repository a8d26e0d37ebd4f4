import type { Lookup } from '../src/commands/lookup.js';
import { GetBackup } from '../src/projections/backups/get-backup.query.js';
import { ListBackups } from '../src/projections/backups/list-backups.query.js';
import type { ListQuery } from '../src/projections/listing/list-query.js';
import { ReadModelLookup } from '../src/projections/lookup/read-model-lookup.js';
import { QuotaUsage } from '../src/projections/quotas/quota-usage.query.js';
import { ProjectionRunner } from '../src/projections/runner/projection-runner.js';
import { GetSnapshot } from '../src/projections/snapshots/get-snapshot.query.js';
import { ListSnapshots } from '../src/projections/snapshots/list-snapshots.query.js';
import { GetVolume } from '../src/projections/volumes/get-volume.query.js';
import { ListVolumes } from '../src/projections/volumes/list-volumes.query.js';
import { VolumesSummary } from '../src/projections/volumes/volumes-summary.query.js';
import { backupRequested, event, snapshotRequested, volumeRequested } from './support/read-model-history.js';
import { startReadModelApp, type ReadModelApp } from './support/read-model-app.js';

const all: ListQuery = { limit: 1000, marker: null, offset: 0, sort: [], filters: [], withCount: true };

describe('queries', () => {
  let app: ReadModelApp['app'];
  let bus: ReadModelApp['bus'];
  let writer: ReadModelApp['writer'];
  let close: ReadModelApp['close'];
  beforeEach(async () => ({ app, bus, writer, close } = await startReadModelApp()));
  afterEach(() => close());

  it('shows a backup by id until it is deleted, and lists it', async () => {
    await writer.add('backup-b1', backupRequested('b1', { display_name: 'first' }));
    expect(await bus.execute(new GetBackup('b1'))).toMatchObject({ id: 'b1', status: 'creating' });
    expect(await bus.execute(new ListBackups('p1', all))).toMatchObject({ items: [{ id: 'b1' }], count: 1 });
    expect(await bus.execute(new ListBackups('p2', all))).toMatchObject({ items: [], count: 0 });
    await writer.add('backup-b1', event('BackupDeletionRequested', {}), event('BackupDeleted', {}));
    expect(await bus.execute(new ListBackups(null, all))).toMatchObject({ items: [], count: 0 });
    expect(await bus.execute(new GetBackup('b1'))).toBeNull();
    expect(await bus.execute(new GetBackup('b2'))).toBeNull();
  });

  it('shows by id what has no row yet', async () => {
    await app.get(ProjectionRunner).stop();
    await writer.add('volume-v1', volumeRequested('v1'));
    await writer.add('snapshot-s1', snapshotRequested('s1'), event('SnapshotDeleted', {}));
    expect(await bus.execute(new GetVolume('v1'))).toMatchObject({ id: 'v1', status: 'creating' });
    expect(await bus.execute(new GetSnapshot('s1'))).toBeNull();
  });

  it('finds snapshots by the host of their volume', async () => {
    await writer.add('volume-v1', volumeRequested('v1'));
    await writer.add('volume-v1', event('VolumeCreated', { host: 'h@lvm#pool', status: 'available' }));
    await writer.add('snapshot-s1', snapshotRequested('s1'));
    const on = (value: string) =>
      new ListSnapshots(null, { ...all, filters: [{ kind: 'equals', key: 'host', value }] });
    expect(await bus.execute(on('h@lvm'))).toMatchObject({ items: [{ id: 's1' }] });
    expect(await bus.execute(on('g'))).toMatchObject({ items: [] });
    const sort = [{ key: 'host', dir: 'asc' }] as const;
    expect(await bus.execute(new ListSnapshots(null, { ...all, sort }))).toMatchObject({ count: 1 });
  });

  it('sums volumes up', async () => {
    await writer.add('volume-v1', volumeRequested('v1', { size: 2, metadata: { k: 'b', l: 'x' } }));
    await writer.add('volume-v2', volumeRequested('v2', { size: 3, metadata: { k: 'a' } }));
    await writer.add('volume-v3', volumeRequested('v3', { project_id: 'p2', metadata: { k: 'b' } }));
    await writer.add('volume-v4', volumeRequested('v4'), event('VolumeDeleted', {}));
    expect(await bus.execute(new VolumesSummary('p1'))).toEqual({
      total_count: 2,
      total_size: 5,
      metadata: { k: ['a', 'b'], l: ['x'] },
    });
    expect(await bus.execute(new VolumesSummary(null))).toMatchObject({ total_count: 3, total_size: 6 });
    expect(await bus.execute(new VolumesSummary('p3'))).toEqual({
      total_count: 0,
      total_size: 0,
      metadata: {},
    });
    expect(await bus.execute(new ListVolumes(null, all))).toMatchObject({ count: 3 });
  });

  it('tells what a project uses and holds in reserve', async () => {
    const reserve = (reservation_id: string, deltas: Record<string, number>) =>
      event('QuotaReserved', { reservation_id, operation: 'backup', operation_id: reservation_id, deltas });
    await writer.add('quota-p1', reserve('r1', { backups: 1, backup_gigabytes: 5 }));
    await writer.add('quota-p1', event('QuotaCommitted', { reservation_id: 'r1' }));
    await writer.add('quota-p1', reserve('r2', { backups: 1 }), reserve('r3', { backups: -1 }));
    expect(await bus.execute(new QuotaUsage('p1'))).toEqual({
      in_use: { backups: 1, backup_gigabytes: 5 },
      reserved: { backups: 1 },
      limits: {},
    });
    expect(await bus.execute(new QuotaUsage('p9'))).toEqual({ in_use: {}, reserved: {}, limits: {} });
  });

  it('answers commands', async () => {
    const lookup: Lookup = app.get(ReadModelLookup);
    await writer.add('backup-b1', backupRequested('b1', { data_timestamp: '2026-01-01T00:00:00.000000' }));
    await writer.add('backup-b2', backupRequested('b2', { data_timestamp: '2026-01-02T00:00:00.000000' }));
    await writer.add('backup-b3', backupRequested('b3', { project_id: 'p2' }));
    await lookup.waitFor(await writer.add('volume-v9', volumeRequested('v9')));
    expect(await lookup.parentCandidates('v1', 'p1')).toEqual([
      { id: 'b2', status: 'creating', data_timestamp: '2026-01-02T00:00:00.000000' },
      { id: 'b1', status: 'creating', data_timestamp: '2026-01-01T00:00:00.000000' },
    ]);
    expect(await lookup.unfinished()).toEqual([
      { operation: 'backup', id: 'b1', step: 'schedule', host: null },
      { operation: 'backup', id: 'b2', step: 'schedule', host: null },
      { operation: 'backup', id: 'b3', step: 'schedule', host: null },
      { operation: 'volume', id: 'v9', step: 'create', host: null },
    ]);
  });
});
