/**
 * A volume driver owns the bytes of volumes and snapshots on one backend.
 * Contract: test/contract/volume-driver.contract.ts. Sizes are GiB, as everywhere in Cinder's API.
 * Every operation is idempotent by name: running it twice leaves the same result as running it once.
 */
import type { BackupDescription, ByteRange } from '../backup/port.js';
import type { ConnectionInfo } from '../connector/port.js';

export type DeviceKind = 'volume' | 'snapshot';

export interface VolumeDriverCapabilities {
  /** Name that Cinder reports in pools, e.g. `file`. */
  readonly storageProtocol: string;
  /** A new volume reads as zeros, so a restore onto it may skip zero pieces. */
  readonly newVolumesReadZero: boolean;
  /** A snapshot can be exported and connected by itself, without a temporary volume. */
  readonly supportsSnapshotAttach: boolean;
  /**
   * A snapshot or clone of a volume that is being written to has the bytes of one moment. Without it, such a copy is made
   * piece by piece: exact for everything that is not written to while it is made. Known once the backend was checked.
   */
  readonly pointInTimeCopies: boolean;
}

/** A backup as a volume backend may read it by itself. */
export interface StoredBackup {
  /** Class path of the backup driver that stored it, as Cinder writes it. */
  readonly service: string;
  /** Oldest (full) first, the backup itself last. */
  readonly chain: readonly BackupDescription[];
}

/** What a backend keeps of a volume as it was when a backup of it was made. */
export interface BackupPoint {
  /** The volume, whatever was read in its place. */
  readonly volumeId: string;
  readonly backupId: string;
}

/**
 * Tells an incremental where it has to look. A point is there for speed only: it may be dropped at any moment, and is
 * charged to nobody. With its volume it goes.
 */
export interface BackupPoints {
  /**
   * Keeps the bytes that the volume or snapshot has at this moment, before the first of them is read for the backup. A repeated
   * call never changes a point. False: there is not room enough for it. @throws VolumeBackendError, and leaves nothing behind
   */
  keep(point: BackupPoint, kind: DeviceKind, id: string): Promise<boolean>;
  /**
   * Where alone `now` may differ from `since`: in order, without overlaps; what `now` has beyond the end of `since` differs. It may
   * name what is equal, and names all that it is not sure of. Null: it cannot tell, for one because a point is not there.
   */
  changedExtents(now: BackupPoint, since: BackupPoint): Promise<AsyncIterable<ByteRange> | null>;
  /** Ids of the backups of which the volume has a point. */
  list(volumeId: string): Promise<readonly string[]>;
  /** Succeeds when it is not there. */
  drop(point: BackupPoint): Promise<void>;
  /** Gives points up when the backend is short of room, for whoever writes to its volumes; answers how many. Called now and then. */
  relieve(): Promise<number>;
}

/** Where the bytes of an import come from. */
export interface ImportSource {
  readonly path: string;
  readonly sizeBytes: number;
  /** Called now and then with the bytes that are copied; its rejection ends the import. */
  readonly onProgress: (bytesDone: number) => Promise<void>;
  readonly signal: AbortSignal;
}

export interface ImportedCopy {
  readonly copy: string;
  /** See {@link VolumeDriver.identityOf}: the volume will have it. */
  readonly identity: string;
}

/** Something at a backend, whether we know it or not. */
export interface ManageableDevice {
  /** `source-name` of its reference. */
  readonly name: string;
  readonly sizeBytes: number;
  /** See {@link VolumeDriver.identityOf}. */
  readonly identity: string;
  /** The volume or snapshot that has this name, if it is one. */
  readonly id: string | null;
}

export interface VolumeDriver {
  readonly capabilities: VolumeDriverCapabilities;
  /** Null: the backend cannot tell what has changed, and incrementals scan. Known once the backend was checked. */
  readonly backupPoints: BackupPoints | null;
  /** Checks and prepares the backend. @throws VolumeBackendError with a text an operator understands */
  checkForSetupError(): Promise<void>;

  /** An empty volume of `sizeGib` that reads as the capabilities say. */
  createVolume(volumeId: string, sizeGib: number): Promise<void>;
  /** A volume with the bytes of the snapshot, grown to `sizeGib` with zeros. @throws VolumeNotFound */
  createVolumeFromSnapshot(volumeId: string, sizeGib: number, snapshotId: string): Promise<void>;
  /** A volume with the bytes of another volume at this moment, grown to `sizeGib` with zeros. @throws VolumeNotFound */
  createClonedVolume(volumeId: string, sizeGib: number, sourceVolumeId: string): Promise<void>;
  /**
   * A new volume with the bytes of a backup, grown to `sizeGib` with zeros, when the backend reaches the store by itself and
   * is faster than a restore through this service. Null says that it cannot, and that no volume was left behind: the
   * volume is then made empty and restored. Optional: no backend has to know of backups.
   */
  createVolumeFromBackup?(
    volumeId: string,
    sizeGib: number,
    backup: StoredBackup,
  ): Promise<{ readonly bytes_written: number } | null>;
  /** Grows the volume; existing bytes stay, the new range reads as zeros. Never shrinks. @throws VolumeNotFound */
  extendVolume(volumeId: string, newSizeGib: number): Promise<void>;
  /** Removes the volume; succeeds when it is not there. */
  deleteVolume(volumeId: string): Promise<void>;

  /** A read-only copy of the volume at this moment. A repeated call never changes an existing snapshot. @throws VolumeNotFound */
  createSnapshot(snapshotId: string, volumeId: string): Promise<void>;
  /** Succeeds when it is not there. */
  deleteSnapshot(snapshotId: string): Promise<void>;

  /**
   * First half of a revert: whatever {@link revertVolume} needs to give the volume the bytes of the snapshot, complete and
   * durable; the volume itself is not touched. Every call makes a copy of its own and answers its name. `revertId` says
   * which copies belong together. @throws VolumeNotFound
   */
  prepareRevert(volumeId: string, snapshotId: string, revertId: string): Promise<string>;
  /**
   * Gives the volume the bytes of that copy at one moment, once: when it has happened before, in whatever process, a repeated or
   * late call changes nothing, not even what was written to the volume since. Other copies of the same revert go.
   * @throws VolumeNotFound
   */
  revertVolume(volumeId: string, copy: string): Promise<void>;
  /** Removes a copy that nothing will take; succeeds when it is not there. */
  discardRevert(volumeId: string, copy: string): Promise<void>;

  /** What tells these bytes from all that ever have this volume's name on this backend. @throws VolumeNotFound */
  identityOf(volumeId: string): Promise<string>;
  /**
   * First half of a migration to this backend: a complete, durable copy of a device of this host, which is no volume yet. Every call
   * makes one of its own. `importId` says which copies belong together.
   */
  prepareImport(volumeId: string, importId: string, source: ImportSource): Promise<ImportedCopy>;
  /** Gives that copy the volume's name, once, in the place of whatever has it; see {@link revertVolume}. */
  placeImport(volumeId: string, copy: string): Promise<void>;
  /** Removes such a copy; succeeds when it is not there. */
  discardImport(volumeId: string, copy: string): Promise<void>;
  /** Removes every copy of that import which has not become the volume. */
  discardImports(volumeId: string, importId: string): Promise<void>;
  /**
   * Removes the volume and what is kept of it if its bytes are those with that identity; else it does nothing, so a late call
   * takes nothing away from a volume that has come back.
   */
  removeLeft(volumeId: string, identity: string): Promise<void>;

  /** What could be taken over, and what is a volume or snapshot already, by the names that they have at the backend. */
  listManageable(kind: DeviceKind): Promise<readonly ManageableDevice[]>;
  /** One of them. @throws VolumeNotFound there is none; VolumeBackendError the name is not one that could be taken over */
  findManageable(kind: DeviceKind, name: string): Promise<ManageableDevice>;
  /**
   * Makes it the volume or snapshot with that id, grown to `sizeGib`, if it is still the one with that identity. Repeated, it
   * changes nothing. @throws VolumeBackendError it is not what it was
   */
  adopt(
    kind: DeviceKind,
    id: string,
    device: Pick<ManageableDevice, 'name' | 'identity'>,
    sizeGib: number,
  ): Promise<void>;
  /** Gives up what is kept of a volume beside its bytes; those stay under the name that they have. */
  unmanageVolume(volumeId: string): Promise<void>;

  /** Makes a volume or snapshot reachable and says how to connect to it. @throws VolumeNotFound */
  initializeConnection(kind: DeviceKind, id: string): Promise<ConnectionInfo>;
  /** Undoes {@link initializeConnection}; succeeds when there is nothing to undo. */
  terminateConnection(kind: DeviceKind, id: string): Promise<void>;

  /** For the pools report; GiB. */
  stats(): Promise<{ totalGib: number; freeGib: number }>;
}

/** The volume or snapshot that an operation needs does not exist on the backend. */
export class VolumeNotFound extends Error {
  override readonly name = 'VolumeNotFound';
}

/** The backend failed: a full disk, missing rights, a broken command. The text is meant for an operator. */
export class VolumeBackendError extends Error {
  override readonly name = 'VolumeBackendError';
}
