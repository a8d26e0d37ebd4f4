import { invalidBackup, invalidInput } from '../shared/errors.js';
import { existingBackup, type BackupData } from './backup.decide.js';
import type { BackupEvent } from './backup.events.js';
import type { Hold } from './backup-deletion.state.js';
import type { BackupState } from './backup.state.js';

/** The hold that counts at this moment (Cinder's form); one with `until` ends by itself, without an event. */
export const activeHold = ({ hold }: Pick<BackupState, 'hold'>, now: string): Hold | null =>
  hold !== null && (hold.until === null || now < hold.until) ? hold : null;

/** @throws DomainError that says who holds it, why, and until when */
export const requireNotHeld = (backup: Pick<BackupState, 'hold'>, now: string): void => {
  const hold = activeHold(backup, now);
  if (hold === null) return;
  const who = hold.user_id === null ? '' : ` by user ${hold.user_id}`;
  const until = hold.until === null ? 'until it is released' : `until ${hold.until}`;
  throw invalidBackup(`The backup is held${who} ${until}: ${hold.reason}`);
};

/** A hold over another one takes its place, so that it can be made longer or shorter. One being deleted is lost already. */
export const holdBackup = (
  state: BackupState | null,
  id: string,
  hold: BackupData<'BackupHeld'>,
  now: string,
): BackupEvent[] => {
  const backup = existingBackup(state, id);
  if (backup.deletion !== null) throw invalidBackup('The backup is being deleted.');
  if (hold.until !== null && hold.until <= now)
    throw invalidInput("'until' of a hold must be in the future.");
  const held = activeHold(backup, now);
  const isSame = held?.reason === hold.reason && held.until === hold.until && held.user_id === hold.user_id;
  return isSame ? [] : [{ type: 'BackupHeld', data: hold }];
};

/** Releasing what is not held, or held no more, changes nothing. */
export const releaseHold = (state: BackupState | null, id: string, now: string): BackupEvent[] =>
  activeHold(existingBackup(state, id), now) === null ? [] : [{ type: 'BackupHoldReleased', data: {} }];
