import {
  availableBackup,
  backupAvailable,
  backupFailed,
  backupId,
  backupRequested,
  backupToCreate,
  backupUpTo,
  createSteps,
  deletedBackup,
  erroredBackup,
  stepFailed,
  volumeId,
} from '../../../test/domain/histories/backup.js';
import { given, momentOf } from '../../../test/support/given.js';
import { endAvailable, endFailed, failStep, recordStep } from './backup-steps.decide.js';
import { abandonBackup, requestBackup } from './backup.decide.js';
import { backupAggregate } from './backup.state.js';

describe('A backup that is accepted', () => {
  it('is creating', () => {
    given(backupAggregate, [])
      .when(() => requestBackup(backupToCreate))
      .then([backupRequested])
      .thenState({ id: backupId, status: 'creating', object_count: 0, fail_reason: null, children: [] });
  });

  it('was born updated, with the data of that moment', () => {
    given(backupAggregate, [backupRequested]).thenState({
      created_at: momentOf(0),
      updated_at: momentOf(0),
      data_timestamp: momentOf(0),
    });
  });

  it('has the data of its snapshot, when it is made from one', () => {
    given(backupAggregate, [
      {
        type: 'BackupRequested',
        data: { ...backupToCreate, data_timestamp: '2026-11-20T08:10:00.000000' },
      },
    ]).thenState({ data_timestamp: '2026-11-20T08:10:00.000000', created_at: momentOf(0) });
  });

  it('whose request died never existed', () => {
    given(backupAggregate, [])
      .when(() => abandonBackup('the request died'))
      .then([{ type: 'BackupAbandoned', data: { reason: 'the request died' } }])
      .thenState(null);
  });
});

describe('The steps of the create workflow', () => {
  it('follow one another and keep the backup creating', () => {
    createSteps.forEach((step, index) => {
      given(backupAggregate, [backupRequested, ...createSteps.slice(0, index)])
        .when((state) => recordStep(state, backupId, step))
        .then([step])
        .thenState({ status: 'creating' });
    });
  });

  it('tell who does it and where the objects lie before the first one is written', () => {
    given(backupAggregate, backupUpTo('BackupStarted')).thenState({
      host: 'backup-1',
      service: 'cinder.backup.drivers.posix.PosixBackupDriver',
      availability_zone: 'nova',
      container: '3a/5d/3a5d4c8e-9d4f-4d3b-8a55-0a6f5d7c1b01',
      service_metadata: 'volume_6f8d0c1e/20261121050000/az_nova_backup_3a5d4c8e',
    });
  });

  it('tell what is read, and how often that was tried', () => {
    given(backupAggregate, backupUpTo('BackupDeviceAttached')).thenState({
      device: { kind: 'volume', id: volumeId },
      attempts: 1,
      phase: 'exported',
    });
  });

  it('end in available, with the size of the volume', () => {
    given(backupAggregate, backupUpTo('BackupDeviceUnexported'))
      .when(endAvailable)
      .then([backupAvailable])
      .thenState({ status: 'available', size: 2, object_count: 41, phase: 'done' });
  });

  it('cannot make a backup available before its device was given back', () => {
    given(backupAggregate, backupUpTo('BackupDeviceDetached')).when(endAvailable).thenNothing();
  });

  it.each([
    ['no backup', []],
    ['a deleted backup', deletedBackup],
  ])('are not recorded on %s', (_, history) => {
    given(backupAggregate, history)
      .when((state) => recordStep(state, backupId, createSteps[0]))
      .thenThrows('BackupNotFound', `Backup ${backupId} could not be found.`);
  });
});

describe('A create that fails', () => {
  it('stays creating until what it holds is given back, then is an error with the reason', () => {
    given(backupAggregate, backupUpTo('BackupDeviceExported'))
      .when((state) => failStep(state, 'transfer', 'No space left on device'))
      .then([stepFailed])
      .when(endFailed)
      .then([backupFailed])
      .thenState({ status: 'error', fail_reason: 'No space left on device', phase: 'done', failing: null });
  });

  it('keeps its first reason', () => {
    given(backupAggregate, [...backupUpTo('BackupDeviceExported'), stepFailed])
      .when((state) => failStep(state, 'detachDevice', 'device busy'))
      .thenNothing();
  });

  it('cuts the reason at 255 characters, none of them in half', () => {
    given(backupAggregate, [backupRequested])
      .when((state) => failStep(state, 'schedule', `${'x'.repeat(254)}💾💾`))
      .then([{ type: 'BackupStepFailed', data: { step: 'schedule', fail_reason: `${'x'.repeat(254)}💾` } }]);
  });

  it.each([
    ['an available backup', availableBackup],
    ['a failed backup', erroredBackup],
    ['no backup', []],
  ])('does not concern %s', (_, history) => {
    given(backupAggregate, history)
      .when((state) => failStep(state, 'transfer', 'late'))
      .thenNothing()
      .when(endFailed)
      .thenNothing();
  });

  it('is never made available by a worker that comes late', () => {
    given(backupAggregate, [...backupUpTo('BackupDeviceUnexported'), stepFailed])
      .when(endAvailable)
      .thenNothing();
  });

  it.each([
    ['twice', availableBackup],
    ['after the failure', erroredBackup],
  ])('or the success is not recorded %s', (_, history) => {
    given(backupAggregate, history).when(endAvailable).thenNothing();
  });
});
