import { backupUpTo, erroredBackup } from '../../../test/domain/histories/backup.js';
import { restoreUpTo } from '../../../test/domain/histories/restore.js';
import { foldAll } from '../../../test/support/given.js';
import type { BackupDataState } from '../../domain/backup/backup-data.state.js';
import type { BackupEvent } from '../../domain/backup/backup.events.js';
import { backupAggregate, type BackupState } from '../../domain/backup/backup.state.js';
import { restoreAggregate, type RestoreState } from '../../domain/restore/restore.state.js';
import type { RestoreEvent } from '../../domain/restore/restore.events.js';
import { fromCinderTime } from '../../domain/shared/time.js';
import { createProgress, restoreProgress } from './operation-progress.js';

const started: BackupEvent = {
  type: 'BackupTransferStarted',
  data: { attempt: 1, total_bytes: 1000, kept_objects: 0 },
};
const backup = (...history: readonly BackupEvent[]): BackupState =>
  foldAll(backupAggregate, history) ?? raise();
const restore = (...history: readonly RestoreEvent[]): RestoreState =>
  foldAll(restoreAggregate, history) ?? raise();
const raise = (): never => {
  throw new Error('no state');
};
const moving = backup(...backupUpTo('BackupDeviceAttached'), started);
const begun = fromCinderTime(moving.transfer?.started_at ?? '');
const after = (seconds: number): Date => new Date(begun.getTime() + seconds * 1000);
const data = (seconds: number, bytes_done: number, attempt = 1): BackupDataState => ({
  attempt,
  bytes_done,
  bytes_before: 0,
  marks: [{ at: after(seconds).getTime(), bytes: bytes_done }],
  updated_at: moving.updated_at ?? '',
});

describe('The progress of a create', () => {
  it.each([
    ['BackupScheduled', 'starting'],
    ['BackupStarted', 'preparing the device'],
    ['BackupDeviceExported', 'waiting for a worker'],
    ['BackupDataCompleted', 'detaching the device'],
    ['BackupDeviceUnexported', 'finishing'],
  ] as const)('after %s says "%s"', (last, phase) => {
    expect(createProgress(backup(...backupUpTo(last)), null, begun)).toMatchObject({
      phase,
      status: 'running',
    });
  });

  it('tells bytes, rate and remaining time while it transfers', () => {
    expect(createProgress(moving, data(2, 500), after(2))).toMatchObject({
      phase: 'transferring',
      bytes_done: 500,
      bytes_total: 1000,
      percent: 50,
      rate: 250,
      eta_seconds: 2,
      attempt: 1,
    });
  });

  it('knows no rate before the first object, and none of a transfer that stands still', () => {
    const unknown = { percent: 0, rate: null, eta_seconds: null };
    expect(createProgress(moving, null, after(1))).toMatchObject({ ...unknown, bytes_total: 1000 });
    expect(createProgress(moving, data(2, 500), after(60))).toMatchObject({ rate: 0, eta_seconds: null });
  });

  it('keeps what an earlier attempt had done, and does not count it as speed', () => {
    const stopped: BackupEvent = {
      type: 'BackupTransferInterrupted',
      data: { attempt: 1, reason: 'the service is stopping' },
    };
    const waiting = backup(...backupUpTo('BackupDeviceAttached'), started, stopped);
    expect(createProgress(waiting, data(2, 500), after(3))).toMatchObject({
      phase: 'waiting for a worker',
      bytes_done: 500,
      eta_seconds: null,
    });
    const again = backup(...backupUpTo('BackupDeviceAttached'), {
      ...started,
      data: { ...started.data, attempt: 2 },
    } as BackupEvent);
    expect(createProgress(again, data(2, 500), after(3))).toMatchObject({ bytes_done: 500, rate: null });
  });

  it('ends with the final figures, whatever happens to the backup later', () => {
    const { id } = moving;
    const done = backup(
      ...backupUpTo('BackupDeviceUnexported'),
      { type: 'BackupAvailable', data: { size: 2, object_count: 41 } },
      { type: 'BackupUpdated', data: { display_name: 'later' } },
    );
    const progress = createProgress(done, data(2, 500), after(60));
    expect(progress).toMatchObject({
      id,
      phase: 'done',
      status: 'completed',
      percent: 100,
      bytes_done: done.bytes_read,
      eta_seconds: 0,
      updated_at: done.create_ended?.at,
    });
    expect(createProgress(backup(...erroredBackup), null, begun)).toMatchObject({
      phase: 'done',
      status: 'failed',
      eta_seconds: null,
    });
  });
});

describe('The progress of a restore', () => {
  it('is that of its newest attempt', () => {
    expect(restoreProgress(restore(...restoreUpTo('RestoreProgressed')), begun)).toMatchObject({
      operation: 'restore',
      phase: 'transferring',
      status: 'running',
      bytes_done: 1_048_576_000,
      bytes_total: 2 ** 31,
      percent: 48,
      rate: 1_048_576_000,
      attempt: 1,
    });
  });

  it('is complete at the end', () => {
    const completed: RestoreEvent = { type: 'RestoreCompleted', data: { src_backup_id: null } };
    const progress = restoreProgress(restore(...restoreUpTo('RestoreDeviceUnexported'), completed), begun);
    expect(progress).toMatchObject({ phase: 'done', status: 'completed', percent: 100, eta_seconds: 0 });
  });
});
