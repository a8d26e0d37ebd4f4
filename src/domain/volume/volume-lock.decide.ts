import { sameClaim, type Holder } from '../shared/claim.js';
import { invalidVolume } from '../shared/errors.js';
import type { VolumeEvent } from './volume.events.js';
import { existingVolume, type VolumeState } from './volume.state.js';

export const lockForBackup = (
  state: VolumeState | null,
  id: string,
  backupId: string,
  force: boolean,
): VolumeEvent[] => {
  const volume = existingVolume(state, id);
  if (volume.status !== 'available' && volume.status !== 'in-use') {
    throw invalidVolume(
      `Volume to be backed up must be available or in-use, but the current status is "${volume.status}".`,
    );
  }
  if (volume.status === 'in-use' && !force) {
    throw invalidVolume('Backing up an in-use volume must use the force flag.');
  }
  const change = { to: 'backing-up', previous_status: volume.status, reason: 'backup requested' };
  return [locked(volume, change, backupHolder(backupId))];
};

/** Size and status rules of spec/backups-api.md 5.3, rows 8 and 9. */
export const lockForRestore = (
  state: VolumeState | null,
  id: string,
  restoreId: string,
  backupSize: number,
  backupId: string,
): VolumeEvent[] => {
  const volume = existingVolume(state, id);
  if (volume.status !== 'available') throw invalidVolume('Volume to be restored to must be available');
  if (volume.size < backupSize) {
    throw invalidVolume(`volume size ${volume.size} is too small to restore backup of size ${backupSize}.`);
  }
  const reason = `restore of backup ${backupId} requested`;
  const change = { to: 'restoring-backup', previous_status: volume.previous_status, reason };
  return [locked(volume, change, restoreHolder(restoreId))];
};

const backupHolder = (backupId: string): Holder => ({ operation: 'backup', operation_id: backupId });
const restoreHolder = (restoreId: string): Holder => ({ operation: 'restore', operation_id: restoreId });

type Change = Pick<
  Extract<VolumeEvent, { type: 'VolumeStatusChanged' }>['data'],
  'to' | 'previous_status' | 'reason'
>;

const locked = (volume: VolumeState, change: Change, holder: Holder): VolumeEvent => ({
  type: 'VolumeStatusChanged',
  data: { from: volume.status, ...change, ...holder, locked: true },
});

const released = (volume: VolumeState, change: Change, holder: Holder): VolumeEvent => ({
  type: 'VolumeStatusChanged',
  data: { from: volume.status, ...change, ...holder, locked: false },
});

export type ReleaseOutcome = 'finished' | 'failed' | 'cancelled' | 'abandoned';
/** `cancelled`: because of its backup; `stopped`: by a user. */
export type RestoreOutcome = ReleaseOutcome | 'stopped';

/** Gives the volume back after a backup (spec/backup-workflow.md 1.2). Nothing happens unless that backup holds it. */
export const releaseFromBackup = (
  state: VolumeState | null,
  backupId: string,
  outcome: ReleaseOutcome,
): VolumeEvent[] => {
  if (state === null || state.deleted_at !== null || !sameClaim(state.lock, backupHolder(backupId)))
    return [];
  const kept = outcome === 'failed' ? 'error_backing-up' : 'backing-up';
  const to = state.previous_status ?? 'available';
  const change = { to, previous_status: kept, reason: `backup ${outcome}` };
  return [released(state, change, backupHolder(backupId))];
};

/**
 * As {@link releaseFromBackup}, for restores. A volume that never got its data is an error, never blank and available;
 * it is plain `error` when it never left `creating`, `error_restoring` when users saw it being restored.
 */
export const releaseFromRestore = (
  state: VolumeState | null,
  restoreId: string,
  outcome: RestoreOutcome,
  /** What went wrong, for whoever reads the volume's history. */
  why?: string,
): VolumeEvent[] => {
  const holder = restoreHolder(restoreId);
  if (state === null || state.deleted_at !== null || !sameClaim(state.lock, holder)) return [];
  const made = state.source === 'backup' || state.source === 'restore';
  const unfilled = made && state.launched_at === null;
  const neverShown = unfilled && (state.source === 'backup' || state.host === null);
  const to = {
    finished: 'available',
    failed: neverShown ? 'error' : 'error_restoring',
    cancelled: 'error',
    stopped: neverShown ? 'error' : 'error_restoring',
    abandoned: unfilled ? 'error' : 'available',
  }[outcome];
  const reason = why === undefined ? `restore ${outcome}` : `restore ${outcome}: ${why}`;
  const change = { to, previous_status: state.previous_status, reason };
  return [released(state, change, holder)];
};
