import {
  availableBackup,
  backupId,
  childId,
  childRegistered,
  childRemoved,
  deletionRequested,
  erroredBackup,
  objectsDeleted,
  restoringBackup,
  restoreStarted,
} from '../../../test/domain/histories/backup.js';
import { given, momentOf } from '../../../test/support/given.js';
import { nextBackupStep, parentWaitingFor } from '../process/next-step.js';
import { failDelete, requestCascade, requestDelete, requestDetach } from './backup-deletion.decide.js';
import { requestMerge } from './backup-merge.decide.js';
import { registerChild } from './backup.decide.js';
import type { BackupEvent } from './backup.events.js';
import { backupAggregate, type BackupState } from './backup.state.js';
import {
  requireChildDetachable,
  requireMemberDeletable,
  requireNotRestoring,
  type ChainRequest,
} from './chain-member.decide.js';

const own = { all_projects: false };
const now = momentOf(50);
const cascade = (state: BackupState | null) => requestCascade(state, backupId, now, own);
const detach = (state: BackupState | null) => requestDetach(state, backupId, now, own);
const cascadeRequested: BackupEvent = { type: 'BackupCascadeRequested', data: own };
const detachRequested: BackupEvent = { type: 'BackupDetachRequested', data: own };
const parent = [...availableBackup, childRegistered];
const step = (history: readonly BackupEvent[]) => {
  const { state } = given(backupAggregate, history);
  return state && nextBackupStep(state);
};

describe.each([
  ['cascade', cascade, cascadeRequested, 'delete'],
  ['detach', detach, detachRequested, 'detach'],
] as const)('A delete of a parent with %s', (_name, request, requested, how) => {
  it('is recorded with what becomes of the children, and waits for them', () => {
    given(backupAggregate, parent)
      .when(request)
      .then([requested, deletionRequested])
      .thenState({
        status: 'deleting',
        children_first: { how, all_projects: false },
        deletion_requested_at: momentOf(parent.length + 1),
      });
    expect(step([...parent, requested, deletionRequested])).toBe('settleChildren');
    expect(step([...parent, requested, deletionRequested, childRemoved])).toBe('deleteObjects');
    expect(step([...parent, requested, deletionRequested, childRemoved, objectsDeleted])).toBe(
      'finishDelete',
    );
  });

  it('asks for the same statuses as a delete without', () => {
    given(backupAggregate, erroredBackup).when(request).then([requested, deletionRequested]);
    for (const history of [restoringBackup, [...parent, deletionRequested]]) {
      given(backupAggregate, history)
        .when(request)
        .thenThrows('InvalidBackup', 'Invalid backup: Backup status must be available or error');
    }
  });

  it('refuses new children', () => {
    given(backupAggregate, [...parent, requested, deletionRequested])
      .when((state) => registerChild(state, '1d2c3b4a-5f6e-4a7b-8c9d-0e1f2a3b4c5d'))
      .thenThrows('InvalidBackup', 'Invalid backup: No backups available to do an incremental backup.');
  });

  it('fails into an error that says why, and blocks again what is not asked for again', () => {
    given(backupAggregate, [...parent, requested, deletionRequested])
      .when((state) => failDelete(state, 'the child stays'))
      .thenState({ status: 'error', deletion: null, children_first: null, fail_reason: 'the child stays' });
    const failed: BackupEvent = { type: 'BackupDeletionFailed', data: { fail_reason: 'the child stays' } };
    given(backupAggregate, [...parent, requested, deletionRequested, failed])
      .when((state) => requestDelete(state, backupId, now))
      .thenThrows('InvalidBackup', 'Invalid backup: Incremental backups exist for this backup.');
    given(backupAggregate, [...parent, requested, deletionRequested, failed])
      .when(request)
      .then([requested, deletionRequested]);
  });
});

describe('A member of a chain', () => {
  const project_id = 'd1a8f0b2c3e44f5a9b6c7d8e9f0a1b2c';
  const request: ChainRequest = { project_id, all_projects: false, now };
  const foreign: ChainRequest = { project_id: 'another', all_projects: false, now };
  const refusal = (history: readonly BackupEvent[] | null, check = requireMemberDeletable, by = request) => {
    const state = history === null ? null : given(backupAggregate, history).state;
    try {
      check(state, childId, by);
      return null;
    } catch (error) {
      return (error as Error).message;
    }
  };
  const prefix = `Invalid backup: Backup ${childId} cannot be`;
  const merging: BackupEvent = { type: 'BackupMergeRequested', data: { layer_backup_id: backupId } };

  it('goes with its parent when it could be deleted alone, its own children left aside', () => {
    for (const history of [availableBackup, erroredBackup, parent, [...availableBackup, deletionRequested]]) {
      expect(refusal(history)).toBeNull();
    }
    expect(refusal(null)).toBe(`${prefix} deleted: it is being created.`);
    expect(refusal(restoringBackup)).toBe(`${prefix} deleted: Backup status must be available or error.`);
    expect(refusal([...parent, detachRequested, deletionRequested])).toBe(
      `${prefix} deleted: its children are being detached.`,
    );
    expect(refusal([...availableBackup, merging])).toMatch('is taking over the data of backup');
    expect(refusal(availableBackup, requireMemberDeletable, foreign)).toBe(
      `${prefix} deleted: it belongs to another project.`,
    );
    expect(refusal(availableBackup, requireMemberDeletable, { ...foreign, all_projects: true })).toBeNull();
  });

  it('is detached when it is complete and nothing happens to it', () => {
    expect(refusal(parent, requireChildDetachable)).toBeNull();
    for (const history of [erroredBackup, restoringBackup, [...availableBackup, deletionRequested]]) {
      expect(refusal(history, requireChildDetachable)).toBe(
        `${prefix} detached: Backup status must be available.`,
      );
    }
    expect(refusal([...availableBackup, merging], requireChildDetachable)).toBe(
      `${prefix} detached: it is being detached already.`,
    );
    expect(refusal(availableBackup, requireChildDetachable, foreign)).toMatch('another project');
  });

  it('is left alone while it is restored', () => {
    expect(refusal(availableBackup, requireNotRestoring)).toBeNull();
    expect(refusal([...availableBackup, restoreStarted], requireNotRestoring)).toBe(
      `Invalid backup: Backup ${childId} is being restored.`,
    );
  });

  it('that gave up is heard of by its parent', () => {
    const failed: BackupEvent = { type: 'BackupDeletionFailed', data: { fail_reason: 'no' } };
    const history = parent.map((event) =>
      event.type === 'BackupRequested' ? { ...event, data: { ...event.data, parent_id: childId } } : event,
    );
    const waiting = (...more: BackupEvent[]) =>
      parentWaitingFor('backup', given(backupAggregate, [...history, ...more]).state);
    expect(waiting()).toBeNull();
    expect(waiting(cascadeRequested, deletionRequested, failed)).toBe(childId);
    expect(waiting(cascadeRequested, deletionRequested, failed, deletionRequested)).toBeNull();
    expect(parentWaitingFor('volume', null)).toBeNull();
    given(backupAggregate, history)
      .when((state) => requestMerge(state, backupId))
      .thenNothing();
  });
});
