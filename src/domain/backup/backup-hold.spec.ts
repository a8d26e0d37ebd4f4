import {
  availableBackup,
  backupId,
  backupRequested,
  deletedBackup,
  deletionRequested,
  later,
} from '../../../test/domain/histories/backup.js';
import { given, momentOf } from '../../../test/support/given.js';
import { requestDelete, requestForcedDelete } from './backup-deletion.decide.js';
import { holdBackup, releaseHold } from './backup-hold.decide.js';
import type { BackupEvent } from './backup.events.js';
import { backupAggregate, type BackupState } from './backup.state.js';

const now = momentOf(50);
const until = momentOf(55);
const lasting = { reason: 'case 12', until: null, user_id: 'alice' };
const passing = { reason: 'until the audit', until, user_id: 'bob' };
const held = (data: typeof lasting | typeof passing): BackupEvent => ({ type: 'BackupHeld', data });
const released: BackupEvent = { type: 'BackupHoldReleased', data: {} };
const hold = (data: typeof lasting | typeof passing, at: string) => (state: BackupState | null) =>
  holdBackup(state, backupId, data, at);

describe('A hold', () => {
  it('keeps a backup from being deleted, by force too, and says who, why and until when', () => {
    for (const remove of [requestDelete, requestForcedDelete]) {
      given(backupAggregate, [...availableBackup, held(lasting)])
        .when((state) => remove(state, backupId, later))
        .thenThrows(
          'InvalidBackup',
          'Invalid backup: The backup is held by user alice until it is released: case 12',
        );
      given(backupAggregate, [...availableBackup, held(passing)])
        .when((state) => remove(state, backupId, now))
        .thenThrows(
          'InvalidBackup',
          `Invalid backup: The backup is held by user bob until ${until}: until the audit`,
        );
    }
  });

  it('lapses by itself at its moment', () => {
    given(backupAggregate, [...availableBackup, held(passing)])
      .when((state) => requestDelete(state, backupId, until))
      .then([deletionRequested]);
  });

  it('is released once', () => {
    given(backupAggregate, [...availableBackup, held(lasting)])
      .when((state) => releaseHold(state, backupId, now))
      .then([released])
      .when((state) => releaseHold(state, backupId, now))
      .thenNothing()
      .when((state) => requestDelete(state, backupId, now))
      .then([deletionRequested]);
    given(backupAggregate, [...availableBackup, held(passing)])
      .when((state) => releaseHold(state, backupId, until))
      .thenNothing();
  });

  it('takes the place of another one, and repeated changes nothing', () => {
    given(backupAggregate, [...availableBackup, held(lasting)])
      .when(hold(lasting, now))
      .thenNothing()
      .when(hold(passing, now))
      .then([held(passing)])
      .when(hold(lasting, later))
      .then([held(lasting)])
      .thenState({ hold: { ...lasting, held_at: momentOf(availableBackup.length + 2) } });
  });

  it('is possible while the backup is made, which then cannot be cancelled', () => {
    given(backupAggregate, [backupRequested])
      .when(hold(lasting, now))
      .then([held(lasting)])
      .when((state) => requestForcedDelete(state, backupId, now))
      .thenThrows(
        'InvalidBackup',
        'Invalid backup: The backup is held by user alice until it is released: case 12',
      );
  });

  it('comes too late for a backup that is being deleted, or is gone', () => {
    given(backupAggregate, [...availableBackup, deletionRequested])
      .when(hold(lasting, now))
      .thenThrows('InvalidBackup', 'Invalid backup: The backup is being deleted.');
    given(backupAggregate, deletedBackup)
      .when(hold(lasting, now))
      .thenThrows('BackupNotFound', `Backup ${backupId} could not be found.`);
  });

  it('cannot end in the past', () => {
    given(backupAggregate, availableBackup)
      .when(hold(passing, until))
      .thenThrows('InvalidInput', "Invalid input received: 'until' of a hold must be in the future.");
  });
});
