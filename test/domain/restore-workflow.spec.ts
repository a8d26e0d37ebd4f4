import * as fc from 'fast-check';
import { finishRestore } from '../../src/domain/backup/backup.decide.js';
import { backupAggregate } from '../../src/domain/backup/backup.state.js';
import { nextRestoreStep, type RestoreStep } from '../../src/domain/process/next-step.js';
import {
  endCompleted,
  endFailed,
  failStep,
  recordStep,
  type RestoreStepEvent,
} from '../../src/domain/restore/restore.decide.js';
import type { RestoreEvent } from '../../src/domain/restore/restore.events.js';
import { restoreAggregate, type RestoreState } from '../../src/domain/restore/restore.state.js';
import { releaseFromRestore } from '../../src/domain/volume/volume-lock.decide.js';
import { volumeAggregate } from '../../src/domain/volume/volume.state.js';
import { given } from '../support/given.js';
import { restoringBackup } from './histories/backup.js';
import { restoreId, restoreRequested, restoreSteps } from './histories/restore.js';
import { restoringVolume, volumeCreated, volumeToFill } from './histories/volume.js';
import { runWorkflow, type Perform, type Run } from './workflow-run.js';

const told: Readonly<Partial<Record<RestoreStep, readonly RestoreStepEvent['type'][]>>> = {
  start: ['RestoreStarted'],
  prepareTarget: ['RestoreTargetPrepared'],
  exportDevice: ['RestoreDeviceExported'],
  transfer: ['RestoreDeviceAttached', 'RestoreProgressed', 'RestoreDataCompleted'],
  detachDevice: ['RestoreDeviceDetached'],
  removeExport: ['RestoreDeviceUnexported'],
};
/** Giving back and recording the end never give up; they are tried until they succeed. */
const canFail: readonly RestoreStep[] = ['start', 'prepareTarget', 'exportDevice', 'transfer'];

const perform: Perform<RestoreState, RestoreEvent, RestoreStep> = (state, step, fails) => {
  if (fails && canFail.includes(step)) return failStep(state, step, `${step} failed`);
  if (step === 'finish') return endCompleted(state, null);
  if (step === 'fail') return endFailed(state);
  const events = restoreSteps.filter(({ type }) => told[step]?.includes(type) === true);
  const [first] = events;
  if (first === undefined) throw new Error(`nothing tells of ${step}`);
  recordStep(state, restoreId, first);
  return events;
};

const run = (fails: (nth: number) => boolean): Run<RestoreState, RestoreEvent, RestoreStep> =>
  runWorkflow(restoreAggregate, [restoreRequested], nextRestoreStep, perform, fails);

const whole: readonly RestoreStep[] = [
  'start',
  'prepareTarget',
  'exportDevice',
  'transfer',
  'detachDevice',
  'removeExport',
  'finish',
];

describe('The restore workflow', () => {
  it('takes its numbered steps and completes', () => {
    const { steps, state } = run(() => false);
    expect(steps).toEqual(whole);
    expect(state).toMatchObject({ phase: 'done', outcome: 'completed' });
  });

  it.each([
    ['start', ['start', 'fail']],
    ['prepareTarget', ['start', 'prepareTarget', 'fail']],
    ['exportDevice', [...whole.slice(0, 3), 'removeExport', 'fail']],
    ['transfer', [...whole.slice(0, 4), 'detachDevice', 'removeExport', 'fail']],
  ])('that fails in %s gives everything back and fails', (step, path) => {
    const { steps, state } = run((nth) => whole[nth] === step);
    expect(steps).toEqual(path);
    expect(state).toMatchObject({ phase: 'done', outcome: 'failed', fail_reason: `${step} failed` });
  });

  it('always ends, once, with everything given back', () => {
    fc.assert(
      fc.property(fc.array(fc.boolean(), { maxLength: 40 }), (failures) => {
        const { events } = run((nth) => failures[nth] ?? false);
        const count = (type: RestoreEvent['type']): number =>
          events.filter((event) => event.type === type).length;
        expect(count('RestoreDeviceUnexported')).toBe(count('RestoreTargetPrepared'));
        expect(count('RestoreDeviceDetached')).toBe(count('RestoreDeviceExported'));
        expect(count('RestoreCompleted') + count('RestoreFailed')).toBe(1);
      }),
    );
  });

  const targets = {
    'an existing volume': restoringVolume,
    'a new volume': [volumeToFill('restore'), volumeCreated('restoring-backup')],
    'a volume from a backup': [volumeToFill('backup'), volumeCreated('creating')],
  };

  it.each([
    ['an existing volume', 'available', 'error_restoring'],
    ['a new volume', 'available', 'error_restoring'],
    ['a volume from a backup', 'available', 'error'],
  ] as const)('to %s leaves it %s or %s, and the backup available', (target, whenFinished, whenFailed) => {
    fc.assert(
      fc.property(fc.array(fc.boolean(), { maxLength: 10 }), (failures) => {
        const { state } = run((nth) => failures[nth] ?? false);
        const finished = state?.outcome === 'completed';
        given(volumeAggregate, targets[target])
          .when((volume) => releaseFromRestore(volume, restoreId, finished ? 'finished' : 'failed'))
          .thenState({ status: finished ? whenFinished : whenFailed, lock: null });
        given(backupAggregate, restoringBackup)
          .when((backup) => finishRestore(backup, restoreId, finished ? 'completed' : 'failed'))
          .thenState({ status: 'available' });
      }),
    );
  });
});
