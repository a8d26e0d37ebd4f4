import * as fc from 'fast-check';
import {
  completeDelete,
  failDelete,
  recordObjectsDeleted,
} from '../../src/domain/backup/backup-deletion.decide.js';
import {
  endAvailable,
  endFailed,
  failStep,
  recordStep,
  type BackupStepEvent,
} from '../../src/domain/backup/backup-steps.decide.js';
import type { BackupEvent } from '../../src/domain/backup/backup.events.js';
import { backupAggregate, type BackupState } from '../../src/domain/backup/backup.state.js';
import { nextBackupStep, type BackupStep } from '../../src/domain/process/next-step.js';
import {
  availableBackup,
  backupId,
  backupRequested,
  createSteps,
  deletionRequested,
  erroredBackup,
} from './histories/backup.js';
import { runWorkflow, type Perform, type Run } from './workflow-run.js';

type Type = BackupStepEvent['type'];

/** The events with which a worker tells that it did the step. */
const told: Readonly<Partial<Record<BackupStep, readonly Type[]>>> = {
  schedule: ['BackupScheduled'],
  start: ['BackupStarted'],
  prepareDevice: ['BackupDevicePrepared'],
  exportDevice: ['BackupDeviceExported'],
  transfer: ['BackupDeviceAttached', 'BackupTransferStarted', 'BackupDataCompleted'],
  detachDevice: ['BackupDeviceDetached'],
  removeExport: ['BackupDeviceUnexported'],
};
const ends: Readonly<Partial<Record<BackupStep, (state: BackupState | null) => BackupEvent[]>>> = {
  finish: endAvailable,
  fail: endFailed,
  deleteObjects: (state) => recordObjectsDeleted(state, 43),
  finishDelete: completeDelete,
};
/** Giving back and recording the end never give up; they are tried until they succeed. */
const canFail: readonly BackupStep[] = [
  'schedule',
  'start',
  'prepareDevice',
  'exportDevice',
  'transfer',
  'deleteObjects',
];

const perform: Perform<BackupState, BackupEvent, BackupStep> = (state, step, fails) => {
  if (fails && step === 'deleteObjects') return failDelete(state, 'read-only');
  if (fails && canFail.includes(step)) return failStep(state, step, `${step} failed`);
  const events = createSteps.filter(({ type }) => told[step]?.includes(type) === true);
  const [first] = events;
  if (first === undefined) return ends[step]?.(state) ?? [];
  recordStep(state, backupId, first);
  return events;
};

const run = (
  history: readonly BackupEvent[],
  fails: (nth: number) => boolean,
): Run<BackupState, BackupEvent, BackupStep> =>
  runWorkflow(backupAggregate, history, nextBackupStep, perform, fails);

describe('The create workflow', () => {
  const whole: readonly BackupStep[] = [
    'schedule',
    'start',
    'prepareDevice',
    'exportDevice',
    'transfer',
    'detachDevice',
    'removeExport',
    'finish',
  ];

  it('takes its numbered steps and ends in available', () => {
    const { steps, state } = run([backupRequested], () => false);
    expect(steps).toEqual(whole);
    expect(state).toMatchObject({ status: 'available', phase: 'done', failing: null, object_count: 41 });
  });

  it.each([
    ['schedule', ['schedule', 'fail']],
    ['start', ['schedule', 'start', 'fail']],
    ['prepareDevice', ['schedule', 'start', 'prepareDevice', 'fail']],
    ['exportDevice', ['schedule', 'start', 'prepareDevice', 'exportDevice', 'removeExport', 'fail']],
    ['transfer', [...whole.slice(0, 5), 'detachDevice', 'removeExport', 'fail']],
  ])('that fails in %s gives everything back and ends in error', (step, path) => {
    const { steps, state } = run([backupRequested], (nth) => whole[nth] === step);
    expect(steps).toEqual(path);
    expect(state).toMatchObject({
      status: 'error',
      fail_reason: `${step} failed`,
      phase: 'done',
      failing: null,
    });
  });

  it('detaches exactly what it exported, whatever fails', () => {
    fc.assert(
      fc.property(fc.array(fc.boolean(), { maxLength: 40 }), (failures) => {
        const { events, state } = run([backupRequested], (nth) => failures[nth] ?? false);
        const count = (type: BackupEvent['type']): number =>
          events.filter((event) => event.type === type).length;
        expect(count('BackupDeviceUnexported')).toBe(count('BackupDevicePrepared'));
        expect(count('BackupDeviceDetached')).toBe(count('BackupDeviceExported'));
        expect(count('BackupAvailable') + count('BackupFailed')).toBe(1);
        expect(state?.status).toBe(count('BackupAvailable') === 1 ? 'available' : 'error');
      }),
    );
  });
});

describe('The delete workflow', () => {
  it.each([
    ['an available backup', availableBackup],
    ['a failed backup', erroredBackup],
  ])('of %s removes objects, then the backup', (_, history) => {
    const { steps, state } = run([...history, deletionRequested], () => false);
    expect(steps).toEqual(['deleteObjects', 'finishDelete']);
    expect(state).toMatchObject({ status: 'deleted', deletion: null });
  });

  it('that fails ends in error, and the next one may succeed', () => {
    const failed = run([...availableBackup, deletionRequested], () => true);
    expect(failed.steps).toEqual(['deleteObjects']);
    expect(failed.state).toMatchObject({ status: 'error', fail_reason: 'read-only' });
    expect(run([...failed.events, deletionRequested], () => false).state?.status).toBe('deleted');
  });
});
