import { invalidBackup } from '../shared/errors.js';
import { existingBackup } from './backup.decide.js';
import type { BackupEvent } from './backup.events.js';
import type { BackupPhase } from './backup-creation.state.js';
import type { BackupState } from './backup.state.js';

/** Where nothing is left to be stopped: all bytes are stored, the rest is tidying up. An import is over in a moment. */
const endPhases: ReadonlySet<BackupPhase> = new Set([
  'importing',
  'transferred',
  'detached',
  'unexported',
  'done',
]);

/** A create that a user may stop, or that is being stopped already. */
export const isStoppable = ({ phase, failing, cancelling }: BackupState): boolean =>
  cancelling || (failing === null && !endPhases.has(phase));

/** The user does not want the backup any more, but does not delete it: it ends in `error` and says who it was. */
export const cancelByUser = (state: BackupState | null, id: string, userId: string): BackupEvent[] => {
  const backup = existingBackup(state, id);
  if (!isStoppable(backup)) throw nothingToCancel(backup);
  return backup.cancelling
    ? []
    : [{ type: 'BackupCancelRequested', data: { reason: `cancelled by user ${userId}` } }];
};

export const nothingToCancel = ({ status, phase }: BackupState): Error =>
  invalidBackup(
    phase === 'done'
      ? `Nothing of it is running that could be cancelled, its status is "${status}".`
      : `It cannot be cancelled any more: it is about to end, its status is "${status}".`,
  );

export const noRestoreTo = (volumeId: string): Error =>
  invalidBackup(`No restore of it to volume ${volumeId} is running that could be cancelled.`);
