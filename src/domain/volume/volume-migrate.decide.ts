import { invalidVolume } from '../shared/errors.js';
import type { VolumeEvent } from './volume.events.js';
import { existingVolume, isMigrating, type VolumeState } from './volume.state.js';

export interface Migration {
  readonly migrationId: string;
  /** `host@backend#pool` to go to. */
  readonly host: string;
  readonly lockVolume: boolean;
}

/** Rules and text of os-migrate_volume, as Cinder has them (spec/api-core.md 2.7). */
export const requestMigration = (
  state: VolumeState | null,
  id: string,
  { migrationId, host, lockVolume }: Migration,
): VolumeEvent[] => {
  const volume = existingVolume(state, id);
  const { status, host: from, snapshot_ids } = volume;
  const statusFits = status === 'available' || status === 'in-use';
  const isHeld = isBusy(volume) || snapshot_ids.length > 0 || volume.group_id !== null;
  if (!statusFits || isHeld || from === host || from === null) {
    throw invalidVolume(
      `Volume ${id} status must be available or in-use, must not be migrating, have snapshots, be replicated, be part of a ` +
        'group and destination host/cluster must be different than the current one',
    );
  }
  return [migrationRequested(from, { migrationId, host, lockVolume })];
};

/** A former migration may still be clearing up. */
export const isBusy = (volume: VolumeState): boolean =>
  isMigrating(volume) || volume.migrating !== null || volume.leaving !== null;

/** The part of a retype that needs another backend. */
export const requestRetypeMigration = (
  state: VolumeState | null,
  retypeId: string,
  { migrationId, host }: Omit<Migration, 'lockVolume'>,
): VolumeEvent[] => {
  if (state === null || state.deleted_at !== null || state.retyping?.retype_id !== retypeId) return [];
  if (state.host === null || state.migrating !== null || state.leaving !== null) return [];
  return [migrationRequested(state.host, { migrationId, host, lockVolume: false }, retypeId)];
};

const migrationRequested = (
  from_host: string,
  { migrationId, host, lockVolume }: Migration,
  retype_id?: string,
): VolumeEvent => ({
  type: 'VolumeMigrationRequested',
  data: {
    migration_id: migrationId,
    from_host,
    host,
    lock_volume: lockVolume,
    ...(retype_id === undefined ? {} : { retype_id }),
  },
});

const running = (state: VolumeState | null, migrationId: string) =>
  state?.deleted_at === null && state.migrating?.migration_id === migrationId ? state.migrating : null;

/** Undefined: the migration is not to go on, and whoever copies for it stops. */
export const recordProgress = (
  state: VolumeState | null,
  migrationId: string,
  bytes: { readonly bytes_done: number; readonly total_bytes: number },
): VolumeEvent[] | undefined => {
  const migrating = running(state, migrationId);
  if (migrating === null || migrating.giving_up !== null || migrating.copy !== null) return undefined;
  return bytes.bytes_done <= migrating.bytes_done
    ? []
    : [{ type: 'VolumeMigrationProgressed', data: { migration_id: migrationId, ...bytes } }];
};

export interface Copied {
  readonly copy: string;
  readonly identity: string;
  readonly source_identity: string;
}

/** The first complete copy counts. */
export const recordCopy = (state: VolumeState | null, migrationId: string, copied: Copied): VolumeEvent[] => {
  const migrating = running(state, migrationId);
  return migrating === null || migrating.giving_up !== null || migrating.copy !== null
    ? []
    : [{ type: 'VolumeMigrationCopied', data: { migration_id: migrationId, ...copied } }];
};

export const completeMigration = (state: VolumeState | null, migrationId: string): VolumeEvent[] => {
  const migrating = running(state, migrationId);
  return migrating === null || migrating.giving_up !== null || migrating.copy === null
    ? []
    : [{ type: 'VolumeMigrated', data: { migration_id: migrationId, host: migrating.host } }];
};

export const giveMigrationUp = (state: VolumeState | null, reason: string): VolumeEvent[] =>
  state === null || state.migrating === null
    ? []
    : [
        {
          type: 'VolumeMigrationStepFailed',
          data: { migration_id: state.migrating.migration_id, reason },
        },
      ];

export const endAbandoned = (state: VolumeState | null, migrationId: string): VolumeEvent[] => {
  const migrating = running(state, migrationId);
  return migrating === null || migrating.giving_up === null
    ? []
    : [
        {
          type: 'VolumeMigrationFailed',
          data: { migration_id: migrationId, reason: migrating.giving_up },
        },
      ];
};

export const forgetSource = (state: VolumeState | null, migrationId: string): VolumeEvent[] =>
  state?.leaving?.migration_id === migrationId
    ? [{ type: 'VolumeMigrationSourceRemoved', data: { migration_id: migrationId } }]
    : [];
