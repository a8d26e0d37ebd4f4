import {
  availableBackup,
  backupRequested,
  childId,
  childRegistered,
  childRemoved,
  deletedBackup,
  deletionRequested,
  dependentAdded,
  erroredBackup,
  restoringBackup,
} from '../../../test/domain/histories/backup.js';
import { given } from '../../../test/support/given.js';
import { addDependent, registerChild, removeChild } from './backup.decide.js';
import { backupAggregate } from './backup.state.js';

const noParent = 'Invalid backup: No backups available to do an incremental backup.';

describe('An incremental', () => {
  it('is registered with its parent when it is requested', () => {
    given(backupAggregate, availableBackup)
      .when((state) => registerChild(state, childId))
      .then([childRegistered])
      .thenState({ children: [childId], dependents: [] });
  });

  it('is registered once', () => {
    given(backupAggregate, [...availableBackup, childRegistered])
      .when((state) => registerChild(state, childId))
      .thenNothing();
  });

  it('may share its parent with others', () => {
    given(backupAggregate, [...availableBackup, childRegistered])
      .when((state) => registerChild(state, 'brother'))
      .thenState({ children: [childId, 'brother'] });
  });

  it.each([
    ['creating', [backupRequested]],
    ['error', erroredBackup],
    ['restoring', restoringBackup],
    ['deleting', [...availableBackup, deletionRequested]],
    ['deleted', deletedBackup],
    ['not there', []],
  ])('finds no parent in a backup that is %s', (_, history) => {
    given(backupAggregate, history)
      .when((state) => registerChild(state, childId))
      .thenThrows('InvalidBackup', noParent);
  });

  it('counts as dependent when it finished, and only then', () => {
    given(backupAggregate, [...availableBackup, childRegistered])
      .when((state) => addDependent(state, childId))
      .then([dependentAdded])
      .thenState({ children: [childId], dependents: [childId] });
  });

  it('counts once', () => {
    given(backupAggregate, [...availableBackup, childRegistered, dependentAdded])
      .when((state) => addDependent(state, childId))
      .thenNothing();
  });

  it('that was removed is not counted by a worker that comes late', () => {
    given(backupAggregate, [...availableBackup, childRegistered, childRemoved])
      .when((state) => addDependent(state, childId))
      .thenNothing();
  });

  it('that is deleted is neither child nor dependent any more', () => {
    given(backupAggregate, [...availableBackup, childRegistered, dependentAdded])
      .when((state) => removeChild(state, childId))
      .then([childRemoved])
      .thenState({ children: [], dependents: [] });
  });

  it('that failed is removed although it never counted', () => {
    given(backupAggregate, [...availableBackup, childRegistered])
      .when((state) => removeChild(state, childId))
      .thenState({ children: [], dependents: [] });
  });

  it.each([
    ['twice', [...availableBackup, childRegistered, childRemoved]],
    ['from a backup that is not its parent', availableBackup],
    ['from a backup that is not there', []],
  ])('is not removed %s', (_, history) => {
    given(backupAggregate, history)
      .when((state) => removeChild(state, childId))
      .thenNothing();
  });
});
