import type { EventOf } from '../shared/event.js';
import type { volumeMoveTypes } from './volume-move.events.js';

export type VolumeMoveEvent = EventOf<typeof volumeMoveTypes>;

/** A migration whose bytes are not at the destination yet. */
export interface Migrating {
  readonly migration_id: string;
  readonly from_host: string;
  readonly host: string;
  readonly lock_volume: boolean;
  readonly bytes_done: number;
  readonly copy: {
    readonly name: string;
    readonly identity: string;
    readonly source_identity: string;
  } | null;
  /** Why it is not to go on. */
  readonly giving_up: string | null;
}

/** What a migrated volume has left at its former backend. */
export interface Leaving {
  readonly migration_id: string;
  readonly host: string;
  readonly identity: string;
}

export interface Retyping {
  readonly retype_id: string;
  readonly volume_type_id: string;
  readonly volume_type: string;
  readonly migration_policy: 'never' | 'on-demand';
  /** Why the migration that it needed came to nothing. */
  readonly failed: string | null;
}

interface Movable {
  readonly status: string;
  readonly previous_status: string | null;
  readonly migration_status: string | null;
  readonly migrating: Migrating | null;
  readonly leaving: Leaving | null;
  readonly retyping: Retyping | null;
}

/** What may happen to a volume while its bytes are copied, and leaves the copy what it is. */
const harmless: readonly string[] = [
  'VolumeUpdated',
  'VolumeImageMetadataSet',
  'VolumeReadonlyFlagSet',
  'VolumeBootableFlagSet',
  'VolumeRetypeRequested',
];

/** Anything else than {@link harmless} in the middle of a copy: nobody knows whether it has the bytes that count. */
export const disturbed = (migrating: Migrating | null, eventType: string): Migrating | null =>
  migrating === null || eventType.startsWith('VolumeMigrat') || harmless.includes(eventType)
    ? migrating
    : {
        ...migrating,
        giving_up: migrating.giving_up ?? 'The volume was taken into use while it was migrated.',
      };

/** The status that the operation had taken from the volume, unless an administrator has written another one. */
const givenBack = ({ status, previous_status }: Movable, taken: string): string =>
  status === taken ? (previous_status ?? 'available') : status;

const unlocked = (state: Movable): string =>
  state.migrating?.lock_volume === true ? givenBack(state, 'maintenance') : state.status;

export const moveChanges = (state: Movable, { type, data }: VolumeMoveEvent) => {
  switch (type) {
    case 'VolumeRetypeRequested': {
      const { previous_status, ...retyping } = data;
      return { status: 'retyping', previous_status, retyping: { ...retyping, failed: null } };
    }
    case 'VolumeRetyped': {
      const { volume_type, volume_type_id, retype_id } = data;
      const status = givenBack(state, 'retyping');
      return { volume_type, volume_type_id, status, retyping: null, retyped_by: retype_id };
    }
    case 'VolumeRetypeFailed':
      return { status: givenBack(state, 'retyping'), retyping: null, fail_reason: data.reason };
    default:
      return migrationChanges(state, { type, data } as MigrationEvent);
  }
};

type MigrationEvent = Extract<VolumeMoveEvent, { type: `VolumeMigrat${string}` }>;

const migrationChanges = (state: Movable, { type, data }: MigrationEvent) => {
  const { migrating } = state;
  switch (type) {
    case 'VolumeMigrationRequested': {
      const { retype_id: _, ...asked } = data;
      const locks = data.lock_volume && state.status === 'available';
      return {
        migrating: { ...asked, bytes_done: 0, copy: null, giving_up: null },
        migration_status: 'starting',
        ...(locks ? { status: 'maintenance', previous_status: state.status } : {}),
      };
    }
    case 'VolumeMigrationProgressed':
      return {
        migrating: migrating === null ? null : { ...migrating, bytes_done: data.bytes_done },
        migration_status: 'migrating',
      };
    case 'VolumeMigrationCopied': {
      const { copy: name, identity, source_identity } = data;
      const copy = { name, identity, source_identity };
      return {
        migrating: migrating === null ? null : { ...migrating, copy },
        migration_status: 'completing',
      };
    }
    case 'VolumeMigrated':
      return {
        host: data.host,
        status: unlocked(state),
        migrating: null,
        leaving: leftBy(migrating),
      };
    case 'VolumeMigrationSourceRemoved':
      return {
        leaving: null,
        migration_status: state.migration_status === 'completing' ? 'success' : state.migration_status,
      };
    case 'VolumeMigrationStepFailed':
      return {
        migrating:
          migrating === null ? null : { ...migrating, giving_up: migrating.giving_up ?? data.reason },
      };
    case 'VolumeMigrationFailed':
      return {
        migrating: null,
        status: unlocked(state),
        migration_status: state.migration_status === null ? null : 'error',
        fail_reason: data.reason,
        retyping: state.retyping === null ? null : { ...state.retyping, failed: data.reason },
      };
  }
};

const leftBy = (migrating: Migrating | null): Leaving | null =>
  migrating === null || migrating.copy === null
    ? null
    : {
        migration_id: migrating.migration_id,
        host: migrating.from_host,
        identity: migrating.copy.source_identity,
      };
