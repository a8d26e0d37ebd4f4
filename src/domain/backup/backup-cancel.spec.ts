import {
  availableBackup,
  backupId,
  backupUpTo,
  childRegistered,
  restoreId,
  restoringBackup,
  stepFailed,
  later,
} from '../../../test/domain/histories/backup.js';
import { given, momentOf } from '../../../test/support/given.js';
import { nextBackupStep } from '../process/next-step.js';
import { finishRestore } from './backup.decide.js';
import { requestDelete, requestForcedDelete } from './backup-deletion.decide.js';
import { cancelByUser } from './backup-cancel.decide.js';
import { cancelReason, endAvailable, endFailed, recordStep, stopTransfer } from './backup-steps.decide.js';
import type { BackupEvent } from './backup.events.js';
import { backupAggregate, type BackupState } from './backup.state.js';

const force = (state: BackupState | null) => requestForcedDelete(state, backupId, later);
const forced: BackupEvent = { type: 'BackupDeletionRequested', data: { force: true } };
const cancel: BackupEvent = { type: 'BackupCancelRequested', data: { reason: 'the backup is deleted' } };
const cancelled: BackupEvent = { type: 'BackupCancelled', data: { reason: cancelReason } };
const next = (history: readonly BackupEvent[]): string | null => {
  const { state } = given(backupAggregate, history);
  return state === null ? null : nextBackupStep(state);
};

describe('A forced delete', () => {
  it('cancels a create that is running', () => {
    given(backupAggregate, backupUpTo('BackupDeviceAttached'))
      .when(force)
      .then([forced, cancel])
      .thenState({ status: 'deleting', deletion: 'requested', cancelling: true });
  });

  it('takes any other status', () => {
    given(backupAggregate, restoringBackup).when(force).then([forced]).thenState({ status: 'deleting' });
    given(backupAggregate, [...availableBackup, forced])
      .when(force)
      .thenNothing();
  });

  it('is blocked by children as a plain one', () => {
    given(backupAggregate, [...availableBackup, childRegistered])
      .when(force)
      .thenThrows('InvalidBackup', 'Invalid backup: Incremental backups exist for this backup.');
  });

  it('waits for the restores that read the backup', () => {
    const history = [...restoringBackup, forced];
    expect(next(history)).toBeNull();
    const events = finishRestore(given(backupAggregate, history).state, restoreId, 'failed');
    expect(next([...history, ...events])).toBe('deleteObjects');
  });
});

it('A plain delete cancels the create of a backup whose status was reset', () => {
  const reset: BackupEvent = { type: 'BackupStatusReset', data: { from: 'creating', to: 'error' } };
  given(backupAggregate, [...backupUpTo('BackupDeviceAttached'), reset])
    .when((state) => requestDelete(state, backupId, later))
    .then([{ type: 'BackupDeletionRequested', data: {} }, cancel]);
});

describe('The owner', () => {
  const byOwner = (state: BackupState | null) => cancelByUser(state, backupId, 'u7');
  const asked: BackupEvent = { type: 'BackupCancelRequested', data: { reason: 'cancelled by user u7' } };

  it('cancels a create that is running, once', () => {
    given(backupAggregate, backupUpTo('BackupDeviceAttached'))
      .when(byOwner)
      .then([asked])
      .thenState({ status: 'creating', deletion: null, cancelling: true });
    given(backupAggregate, [...backupUpTo('BackupDeviceAttached'), asked])
      .when(byOwner)
      .thenNothing();
  });

  it('has a backup in error that says who it was, and that can be deleted', () => {
    const history = [...backupUpTo('BackupStarted'), asked];
    expect(next(history)).toBe('fail');
    const reason = 'cancelled by user u7';
    given(backupAggregate, history)
      .when(endFailed)
      .then([{ type: 'BackupCancelled', data: { reason } }])
      .thenState({ status: 'error', phase: 'done', fail_reason: reason });
    expect(next([...history, { type: 'BackupCancelled', data: { reason } }])).toBeNull();
    given(backupAggregate, [...history, { type: 'BackupCancelled', data: { reason } }])
      .when((state) => requestDelete(state, backupId, momentOf(50)))
      .thenState({ status: 'deleting' });
  });

  it('may delete by force what is being cancelled', () => {
    given(backupAggregate, [...backupUpTo('BackupStarted'), asked])
      .when(force)
      .then([forced]);
    given(backupAggregate, [...backupUpTo('BackupStarted'), asked, forced])
      .when(endFailed)
      .then([cancelled]);
  });

  it.each([
    [
      'is there',
      availableBackup,
      'Nothing of it is running that could be cancelled, its status is "available".',
    ],
    [
      'has all its bytes',
      backupUpTo('BackupDataCompleted'),
      'It cannot be cancelled any more: it is about to end, its status is "creating".',
    ],
    [
      'is giving up already',
      [...backupUpTo('BackupStarted'), stepFailed],
      'It cannot be cancelled any more: it is about to end, its status is "creating".',
    ],
  ])('cannot cancel one that %s', (_, history, message) => {
    given(backupAggregate, history).when(byOwner).thenThrows('InvalidBackup', `Invalid backup: ${message}`);
  });
});

describe('A cancelled create', () => {
  const during = (last: Parameters<typeof backupUpTo>[0]) => [...backupUpTo(last), forced, cancel];

  it.each([
    ['BackupStarted', 'fail'],
    ['BackupDevicePrepared', 'removeExport'],
    ['BackupDeviceAttached', 'transfer'],
    ['BackupDataCompleted', 'detachDevice'],
    ['BackupDeviceDetached', 'removeExport'],
    ['BackupDeviceUnexported', 'fail'],
  ] as const)('after %s goes on with %s', (last, step) => {
    expect(next(during(last))).toBe(step);
  });

  it('gives the device back only when the transfer says that it has stopped', () => {
    const history = during('BackupTransferStarted');
    const stopped = stopTransfer(given(backupAggregate, history).state);
    expect(stopped).toEqual([
      { type: 'BackupStepFailed', data: { step: 'transfer', fail_reason: cancelReason } },
    ]);
    expect(next([...history, ...stopped])).toBe('detachDevice');
    given(backupAggregate, during('BackupDataCompleted')).when(stopTransfer).thenNothing();
  });

  it('does not go forward, whoever comes late', () => {
    given(backupAggregate, during('BackupTransferStarted'))
      .when((state) =>
        recordStep(state, backupId, {
          type: 'BackupDataCompleted',
          data: { object_count: 1, bytes_read: 1, bytes_stored: 1 },
        }),
      )
      .thenNotDue();
    given(backupAggregate, during('BackupDeviceUnexported')).when(endAvailable).thenNothing();
  });

  it('ends cancelled, also when it was failing already, and is deleted then', () => {
    for (const history of [
      during('BackupDeviceUnexported'),
      [...backupUpTo('BackupStarted'), stepFailed, forced, cancel],
    ]) {
      given(backupAggregate, history).when(endFailed).then([cancelled]).thenState({
        status: 'deleting',
        phase: 'done',
        cancelling: false,
        failing: null,
        fail_reason: null,
      });
      expect(next([...history, cancelled])).toBe('deleteObjects');
    }
  });
});
