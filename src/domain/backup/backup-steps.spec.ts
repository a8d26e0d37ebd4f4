import {
  availableBackup,
  backupId,
  backupRequested,
  backupUpTo,
  createSteps,
  importRequested,
  stepFailed,
  tempId,
  tempPlanned,
} from '../../../test/domain/histories/backup.js';
import { given } from '../../../test/support/given.js';
import {
  recordStep,
  recordTempCreated,
  recordTempReleased,
  type BackupStepEvent,
} from './backup-steps.decide.js';
import type { BackupEvent } from './backup.events.js';
import type { BackupPhase } from './backup-creation.state.js';
import { backupAggregate, type BackupState } from './backup.state.js';

const histories: Readonly<Record<BackupPhase, readonly BackupEvent[]>> = {
  importing: [importRequested],
  requested: [backupRequested],
  scheduled: backupUpTo('BackupScheduled'),
  started: backupUpTo('BackupStarted'),
  planned: [...backupUpTo('BackupStarted'), tempPlanned],
  prepared: backupUpTo('BackupDevicePrepared'),
  exported: backupUpTo('BackupDeviceAttached'),
  transferred: backupUpTo('BackupDataCompleted'),
  detached: backupUpTo('BackupDeviceDetached'),
  unexported: backupUpTo('BackupDeviceUnexported'),
  done: availableBackup,
};
const phases = Object.keys(histories) as BackupPhase[];

const due: Readonly<Record<BackupPhase, readonly BackupStepEvent['type'][]>> = {
  importing: [],
  requested: ['BackupScheduled'],
  scheduled: ['BackupStarted'],
  started: ['BackupTempPlanned', 'BackupDevicePrepared'],
  planned: ['BackupTempCreated'],
  prepared: ['BackupDeviceExported'],
  exported: ['BackupTransferStarted', 'BackupTransferInterrupted', 'BackupDataCompleted'],
  transferred: ['BackupDeviceDetached'],
  detached: ['BackupDeviceUnexported'],
  unexported: [],
  done: [],
};

/** After a failure only giving back is due. */
const dueWhileFailing: Readonly<Record<BackupPhase, readonly BackupStepEvent['type'][]>> = {
  importing: [],
  requested: [],
  scheduled: [],
  started: [],
  planned: [],
  prepared: ['BackupDeviceUnexported'],
  exported: ['BackupDeviceDetached'],
  transferred: ['BackupDeviceDetached'],
  detached: ['BackupDeviceUnexported'],
  unexported: [],
  done: [],
};

const expectDue = (history: readonly BackupEvent[], allowed: readonly string[]): void => {
  for (const step of createSteps) {
    const outcome = given(backupAggregate, history).when((state) => recordStep(state, backupId, step));
    if (allowed.includes(step.type)) outcome.then([step]);
    else outcome.thenNotDue();
  }
};

describe('A step of the create workflow', () => {
  it.each(phases)('is recorded only when it is due: %s', (phase) => expectDue(histories[phase], due[phase]));

  it.each(phases.filter((phase) => phase !== 'done'))('only gives back after a failure: %s', (phase) =>
    expectDue([...histories[phase], stepFailed], dueWhileFailing[phase]),
  );

  it('is not recorded twice', () => {
    given(backupAggregate, backupUpTo('BackupScheduled'))
      .when((state) => recordStep(state, backupId, createSteps[0]))
      .thenNotDue();
  });

  it('belongs to the newest attempt, and a new one begins after the last', () => {
    const attached = (attempt: number): BackupStepEvent => ({
      type: 'BackupDeviceAttached',
      data: { device_id: 'd', host: 'other', attempt },
    });
    const recorded = (step: BackupStepEvent) => (state: BackupState | null) =>
      recordStep(state, backupId, step);
    given(backupAggregate, backupUpTo('BackupDeviceExported'))
      .when(recorded(attached(1)))
      .then([attached(1)]);
    const second = [...histories.exported, attached(2)];
    for (const late of [
      attached(2),
      { type: 'BackupTransferStarted', data: { attempt: 1, total_bytes: 9, kept_objects: 0 } },
      { type: 'BackupTransferInterrupted', data: { attempt: 1, reason: 'late' } },
    ] as const) {
      given(backupAggregate, second).when(recorded(late)).thenNotDue();
    }
  });

  it('says in the error what the backup is doing instead', () => {
    const { state } = given(backupAggregate, [backupRequested, stepFailed]);
    expect(() => recordStep(state, backupId, createSteps[0])).toThrow(
      `BackupScheduled is not due for backup ${backupId}: it is giving up after transfer`,
    );
  });
});

describe('A temporary copy', () => {
  const released: BackupEvent = { type: 'BackupTempReleased', data: { temp_id: tempId } };

  it('is the device, once it is made', () => {
    given(backupAggregate, histories.planned)
      .when((state) => recordTempCreated(state, backupId))
      .then([
        { type: 'BackupTempCreated', data: { temp_id: tempId } },
        { type: 'BackupDevicePrepared', data: { device_kind: 'snapshot', device_id: tempId } },
      ])
      .when((state) => recordTempCreated(state, backupId))
      .thenNotDue();
  });

  it('is released once, in every outcome', () => {
    for (const history of [histories.planned, [...histories.planned, stepFailed]]) {
      given(backupAggregate, history)
        .when((state) => recordTempReleased(state, tempId))
        .then([released])
        .when((state) => recordTempReleased(state, tempId))
        .thenNothing();
    }
  });

  it('is not made any more after a failure', () => {
    given(backupAggregate, [...histories.planned, stepFailed])
      .when((state) => recordTempCreated(state, backupId))
      .thenNotDue();
  });
});
