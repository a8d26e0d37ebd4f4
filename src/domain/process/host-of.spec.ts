import {
  availableBackup,
  backupRequested,
  backupUpTo,
  deletionRequested,
  importRequested,
  stepFailed,
} from '../../../test/domain/histories/backup.js';
import { restoreRequested, restoreStepFailed, restoreUpTo } from '../../../test/domain/histories/restore.js';
import { availableVolume } from '../../../test/domain/histories/volume.js';
import { foldAll } from '../../../test/support/given.js';
import { backupAggregate } from '../backup/backup.state.js';
import type { BackupEvent } from '../backup/backup.events.js';
import { restoreAggregate } from '../restore/restore.state.js';
import type { RestoreEvent } from '../restore/restore.events.js';
import { volumeAggregate } from '../volume/volume.state.js';
import { hostOf } from './host-of.js';

const ofBackup = (history: readonly BackupEvent[]) => hostOf('backup', foldAll(backupAggregate, history));
const ofRestore = (history: readonly RestoreEvent[]) => hostOf('restore', foldAll(restoreAggregate, history));

describe('the host that has to run the next step', () => {
  it.each<[string, readonly BackupEvent[], string | null]>([
    ['that was requested', [backupRequested], null],
    ['that is imported', [importRequested], null],
    ['that was scheduled', backupUpTo('BackupScheduled'), 'backup-1'],
    ['whose device is attached', backupUpTo('BackupDeviceAttached'), 'backup-1'],
    [
      'that failed and gives back what it holds',
      [...backupUpTo('BackupDeviceExported'), stepFailed],
      'backup-1',
    ],
    ['that is available', availableBackup, null],
    ['whose objects are deleted', [...availableBackup, deletionRequested], null],
    [
      'that was taken away from a lost host',
      [
        ...backupUpTo('BackupDeviceExported'),
        { type: 'BackupRescheduled', data: { host: 'backup-2', lost_host: 'backup-1' } },
      ],
      'backup-2',
    ],
  ])('of a backup %s', (_, history, host) => {
    expect(ofBackup(history)).toBe(host);
  });

  it.each<[string, readonly RestoreEvent[], string | null]>([
    ['that was requested', [restoreRequested], null],
    ['that was started', restoreUpTo('RestoreStarted'), 'backup-1'],
    ['that failed', [...restoreUpTo('RestoreDeviceAttached'), restoreStepFailed], 'backup-1'],
    [
      'that is over',
      [
        ...restoreUpTo('RestoreDeviceUnexported'),
        { type: 'RestoreCompleted', data: { src_backup_id: null } },
      ],
      null,
    ],
    [
      'that was taken away from a lost host',
      [
        ...restoreUpTo('RestoreStarted'),
        { type: 'RestoreRescheduled', data: { host: 'backup-2', lost_host: 'backup-1' } },
      ],
      'backup-2',
    ],
  ])('of a restore %s', (_, history, host) => {
    expect(ofRestore(history)).toBe(host);
  });

  it('is any for everything else, and for what does not exist', () => {
    expect(hostOf('volume', foldAll(volumeAggregate, availableVolume))).toBeNull();
    expect([hostOf('backup', null), hostOf('restore', null), hostOf('snapshot', null)]).toEqual([
      null,
      null,
      null,
    ]);
  });
});
