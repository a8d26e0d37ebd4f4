import { foldAll } from '../../../test/support/given.js';
import {
  availableBackup,
  backupRequested,
  backupUpTo,
  deletedBackup,
  deletionRequested,
  erroredBackup,
  importRequested,
  objectsDeleted,
  restoringBackup,
  stepFailed,
  tempId,
  tempPlanned,
} from '../../../test/domain/histories/backup.js';
import { restoreRequested, restoreStepFailed, restoreUpTo } from '../../../test/domain/histories/restore.js';
import type { BackupPhase } from '../backup/backup-creation.state.js';
import { backupAggregate } from '../backup/backup.state.js';
import type { BackupEvent } from '../backup/backup.events.js';
import type { RestoreEvent } from '../restore/restore.events.js';
import { restoreAggregate, type RestorePhase } from '../restore/restore.state.js';
import { dueStep, type BackupStep, type RestoreStep } from './next-step.js';

const backupStep = (history: readonly BackupEvent[]) => dueStep('backup', foldAll(backupAggregate, history));
const restoreStep = (history: readonly RestoreEvent[]) =>
  dueStep('restore', foldAll(restoreAggregate, history));

/** History, next step, next step after a failure. */
type Row<E, N> = readonly [readonly E[], N | null, N | null];

describe('The next step of a backup', () => {
  const table: Readonly<Record<Exclude<BackupPhase, 'done'>, Row<BackupEvent, BackupStep>>> = {
    importing: [[importRequested], 'import', 'fail'],
    requested: [[backupRequested], 'schedule', 'fail'],
    scheduled: [backupUpTo('BackupScheduled'), 'start', 'fail'],
    started: [backupUpTo('BackupStarted'), 'prepareDevice', 'fail'],
    planned: [[...backupUpTo('BackupStarted'), tempPlanned], 'createTemp', 'deleteTemp'],
    prepared: [backupUpTo('BackupDevicePrepared'), 'exportDevice', 'removeExport'],
    exported: [backupUpTo('BackupDeviceExported'), 'transfer', 'detachDevice'],
    transferred: [backupUpTo('BackupDataCompleted'), 'detachDevice', 'detachDevice'],
    detached: [backupUpTo('BackupDeviceDetached'), 'removeExport', 'removeExport'],
    unexported: [backupUpTo('BackupDeviceUnexported'), 'finish', 'fail'],
  };

  it.each(Object.entries(table))('that is %s', (phase, [history, next, afterFailure]) => {
    expect(foldAll(backupAggregate, history)?.phase).toBe(phase);
    expect(backupStep(history)).toBe(next);
    expect(backupStep([...history, stepFailed])).toBe(afterFailure);
  });

  it('removes a temporary copy last before the end, however it ends', () => {
    const [requested, ...steps] = backupUpTo('BackupDeviceUnexported');
    if (requested === undefined) throw new Error('there is no history');
    const history = [requested, ...steps.slice(0, 2), tempPlanned, ...steps.slice(2)];
    expect([backupStep(history), backupStep([...history, stepFailed])]).toEqual(['deleteTemp', 'deleteTemp']);
    const released = { type: 'BackupTempReleased', data: { temp_id: tempId } } as const;
    expect(backupStep([...history, released])).toBe('finish');
    expect(backupStep([...history, stepFailed, released])).toBe('fail');
  });

  it.each([
    ['attached', backupUpTo('BackupDeviceAttached')],
    ['being read', backupUpTo('BackupTransferStarted')],
    ['interrupted', backupUpTo('BackupTransferInterrupted')],
  ])('is the transfer again when its device is %s', (_, history) =>
    expect(backupStep(history)).toBe('transfer'),
  );

  it.each([
    ['available', availableBackup],
    ['restoring', restoringBackup],
    ['error', erroredBackup],
    ['deleted', deletedBackup],
  ])('is none when it is %s', (_, history) => expect(backupStep(history)).toBeNull());

  it.each([availableBackup, erroredBackup])('leads to the end of a delete', (...history) => {
    expect(backupStep([...history, deletionRequested])).toBe('deleteObjects');
    expect(backupStep([...history, deletionRequested, objectsDeleted])).toBe('finishDelete');
  });

  it('is none after a delete that failed', () => {
    const failed: BackupEvent = { type: 'BackupDeletionFailed', data: { fail_reason: 'read-only' } };
    expect(backupStep([...availableBackup, deletionRequested, failed])).toBeNull();
    expect(backupStep([...availableBackup, deletionRequested, objectsDeleted, failed])).toBeNull();
  });
});

describe('The next step of a restore', () => {
  const table: Readonly<Record<Exclude<RestorePhase, 'done'>, Row<RestoreEvent, RestoreStep>>> = {
    requested: [[restoreRequested], 'start', 'fail'],
    started: [restoreUpTo('RestoreStarted'), 'prepareTarget', 'fail'],
    prepared: [restoreUpTo('RestoreTargetPrepared'), 'exportDevice', 'removeExport'],
    exported: [restoreUpTo('RestoreDeviceExported'), 'transfer', 'detachDevice'],
    transferred: [restoreUpTo('RestoreDataCompleted'), 'detachDevice', 'detachDevice'],
    detached: [restoreUpTo('RestoreDeviceDetached'), 'removeExport', 'removeExport'],
    unexported: [restoreUpTo('RestoreDeviceUnexported'), 'finish', 'fail'],
  };

  it.each(Object.entries(table))('that is %s', (phase, [history, next, afterFailure]) => {
    expect(foldAll(restoreAggregate, history)?.phase).toBe(phase);
    expect(restoreStep(history)).toBe(next);
    expect(restoreStep([...history, restoreStepFailed])).toBe(afterFailure);
  });

  it.each([
    ['attached', restoreUpTo('RestoreDeviceAttached')],
    ['half-way', restoreUpTo('RestoreProgressed')],
    ['interrupted', restoreUpTo('RestoreInterrupted')],
  ])('is the transfer again when it is %s', (_, history) => expect(restoreStep(history)).toBe('transfer'));

  it.each<RestoreEvent>([
    { type: 'RestoreCompleted', data: { src_backup_id: null } },
    { type: 'RestoreFailed', data: { step: 'transfer', fail_reason: 'x' } },
  ])('is none when it is over: $type', (end) => {
    expect(restoreStep([...restoreUpTo('RestoreDeviceUnexported'), end])).toBeNull();
  });
});

describe('What never existed', () => {
  it.each(['backup', 'restore', 'volume', 'snapshot'] as const)('waits for no step: %s', (kind) => {
    expect(dueStep(kind, null)).toBeNull();
  });
});
