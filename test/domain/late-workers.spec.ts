import * as fc from 'fast-check';
import {
  completeDelete,
  failDelete,
  recordObjectsDeleted,
  requestDelete,
} from '../../src/domain/backup/backup-deletion.decide.js';
import {
  endAvailable,
  endFailed,
  failStep,
  recordStep,
} from '../../src/domain/backup/backup-steps.decide.js';
import type { BackupEvent } from '../../src/domain/backup/backup.events.js';
import { backupAggregate, type BackupState } from '../../src/domain/backup/backup.state.js';
import { nextBackupStep } from '../../src/domain/process/next-step.js';
import { DomainError } from '../../src/domain/shared/errors.js';
import { StepNotDue } from '../../src/domain/shared/step-not-due.js';
import { foldAll } from '../support/given.js';
import { backupId, backupRequested, createSteps, later } from './histories/backup.js';

type Late = (state: BackupState | null) => readonly BackupEvent[];

/** Everything that some worker may still try, however late. */
const attempts: readonly Late[] = [
  ...createSteps.map(
    (step): Late =>
      (state) =>
        recordStep(state, backupId, step),
  ),
  (state) => failStep(state, 'transfer', 'late'),
  endAvailable,
  endFailed,
  (state) => recordObjectsDeleted(state, 1),
  completeDelete,
  (state) => failDelete(state, 'late'),
  (state) => requestDelete(state, backupId, later),
];

const tried = (state: BackupState | null, attempt: Late): readonly BackupEvent[] => {
  try {
    return attempt(state);
  } catch (error) {
    if (error instanceof StepNotDue || error instanceof DomainError) return [];
    throw error;
  }
};

/** Status a backup may go to from each status, spec/backup-workflow.md 1.1, restores and resets left out. */
const allowed: Readonly<Record<string, readonly string[]>> = {
  creating: ['creating', 'available', 'error'],
  available: ['available', 'deleting'],
  error: ['error', 'deleting'],
  deleting: ['deleting', 'deleted', 'error'],
  deleted: ['deleted'],
};

/** What an operation may have recorded at most once from beginning to end. */
const once = [
  'BackupScheduled',
  'BackupStarted',
  'BackupDevicePrepared',
  'BackupDeviceExported',
  'BackupDataCompleted',
  'BackupDeviceDetached',
  'BackupDeviceUnexported',
  'BackupStepFailed',
  'BackupDeleted',
];

describe('Workers in any order, any number of times', () => {
  const choices = fc.array(fc.nat(attempts.length - 1), { maxLength: 120 });

  it('lead only along the state table', () => {
    fc.assert(
      fc.property(choices, (picks) => {
        const events: BackupEvent[] = [backupRequested];
        for (const pick of picks) {
          const before = foldAll(backupAggregate, events);
          events.push(...tried(before, attempts[pick] ?? endFailed));
          const after = foldAll(backupAggregate, events);
          expect(allowed[before?.status ?? '']).toContain(after?.status);
        }
        for (const type of once) expect(events.filter((event) => event.type === type).length).toBeLessThan(2);
        const ends = events.filter(({ type }) => type === 'BackupAvailable' || type === 'BackupFailed');
        expect(ends.length).toBeLessThan(2);
      }),
    );
  });

  it('never leave a backup that waits for a step nobody can take', () => {
    fc.assert(
      fc.property(choices, (picks) => {
        const events: BackupEvent[] = [backupRequested];
        for (const pick of picks) {
          events.push(...tried(foldAll(backupAggregate, events), attempts[pick] ?? endFailed));
        }
        const state = foldAll(backupAggregate, events);
        const waits = state !== null && nextBackupStep(state) !== null;
        const movable = attempts.some((attempt) => tried(state, attempt).length > 0);
        expect(waits && !movable).toBe(false);
      }),
    );
  });
});
