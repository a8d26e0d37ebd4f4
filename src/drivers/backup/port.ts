/**
 * A backup driver moves the bytes of a backup between a device and a store. Contract: test/contract/backup-driver.contract.ts.
 * It knows nothing of streams and statuses: progress leaves through callbacks, whose rejection stops the work.
 */

/** The members of a backup record that drivers need; names are Cinder's. */
export interface BackupDescription {
  readonly id: string;
  readonly volume_id: string;
  readonly display_name: string | null;
  readonly display_description: string | null;
  /** ISO 8601 UTC with microseconds, no zone letter. */
  readonly created_at: string;
  /** GiB; the volume's size, not the stored bytes. */
  readonly size: number;
  readonly container: string | null;
  readonly service_metadata: string | null;
  readonly parent_id: string | null;
}

/** One stored object of a backup, as ChunkWritten records it and the `_metadata` object lists it. */
export interface WrittenChunk {
  /** 1, 2, 3 … in the order of writing. */
  readonly object_id: number;
  readonly object_name: string;
  /** Bytes of plain data and where they lie in the volume. */
  readonly offset: number;
  readonly length: number;
  readonly compression: string;
  /** Lower-case hex, of the plain data. */
  readonly md5: string;
  readonly stored_bytes: number;
}

/** So many objects are told of at a time: what records them takes no more than 1 MiB at once. */
export const MOST_CHUNKS = 256;

export interface SourceDevice {
  /** Opened read-only for backups, read-write without truncation for restores. */
  readonly path: string;
  readonly sizeBytes: number;
}

/** Bytes of a device. */
export interface ByteRange {
  readonly offset: number;
  readonly length: number;
}

export interface BackupRequest {
  readonly backup: BackupDescription & { readonly container: string; readonly service_metadata: string };
  /** The direct parent of an incremental. */
  readonly parent: BackupDescription | null;
  readonly source: SourceDevice;
  /**
   * Where alone the source may differ from what it was when the parent was backed up: in order, without overlaps, iterated at most
   * once. Nothing else needs to be read; the stored objects are the same as without it. Absent or null: nobody can tell.
   */
  readonly changed?: AsyncIterable<ByteRange> | null;
  /** JSON text of the volume's metadata (spec/backup-formats.md section 4). */
  readonly volume_meta: string | null;
  /** What an earlier attempt has stored and recorded; iterated more than once. Empty on a first attempt. */
  writtenChunks(): AsyncIterable<WrittenChunk>;
  /**
   * Called with the next objects in the order of object_id, at least one and at most {@link MOST_CHUNKS}, after they are durable
   * and before the next call. Rejects when fenced off.
   */
  onChunks(chunks: readonly WrittenChunk[]): Promise<void>;
  /**
   * Called before anything is removed that nobody has recorded, and before the last objects are written. Rejects when fenced off:
   * whoever took over may have completed the backup long ago, and others may have changed it since.
   */
  confirm(): Promise<void>;
  readonly signal: AbortSignal;
}

export interface BackupOutcome {
  readonly object_count: number;
  readonly bytes_read: number;
  readonly bytes_stored: number;
}

export interface RestoreRequest {
  /** The chain, oldest (full) first, the requested backup last. */
  readonly chain: readonly BackupDescription[];
  readonly target: SourceDevice;
  /** The target reads as zeros wherever nothing was written yet. */
  readonly targetReadsZero: boolean;
  /** Objects already applied by an earlier attempt, counted over the whole chain. */
  readonly appliedObjects: number;
  /** Called after the bytes of every object so far are durable on the target; not necessarily for each object. */
  onApplied(progress: {
    readonly applied_objects: number;
    readonly bytes_done: number;
    readonly total_bytes: number;
  }): Promise<void>;
  readonly signal: AbortSignal;
}

export interface RestoreOutcome {
  readonly bytes_written: number;
  /** `volume_meta` of the requested backup. */
  readonly volume_meta: string | null;
}

export interface MergeRequest {
  /** The layer directly below; its own objects stay as they are. */
  readonly parent: BackupDescription;
  /** The backup that takes that layer over. */
  readonly backup: BackupDescription;
  /** What its metadata names as parent from then on: the parent of the layer taken over; null when that one is a full backup. */
  readonly new_parent_id: string | null;
  /** Called before objects of the backup are removed and before its metadata is replaced. Rejects when fenced off. */
  confirm(): Promise<void>;
  readonly signal: AbortSignal;
}

export interface MergeOutcome {
  /** All objects of the backup, with those taken over. */
  readonly object_count: number;
  readonly bytes_stored: number;
}

export interface VerifyRequest {
  /** The chain, oldest (full) first, the backup to verify last: all that a restore of it would read. */
  readonly chain: readonly BackupDescription[];
  /** So many damaged objects are named; the others are only counted. */
  readonly maxDamaged: number;
  /** Called now and then, awaited; not for each object. */
  onProgress(progress: { readonly objects_checked: number; readonly bytes_checked: number }): Promise<void>;
  readonly signal: AbortSignal;
}

export interface DamagedObject {
  readonly object_name: string;
  /** What is wrong with it, as a predicate: `is missing`. */
  readonly problem: string;
}

export interface VerifyOutcome {
  /** Objects looked for, those that are missing included. */
  readonly objects_checked: number;
  /** Plain bytes of the volume that were read from them. */
  readonly bytes_checked: number;
  readonly damaged_objects: number;
  /** The first of them. */
  readonly damaged: readonly DamagedObject[];
}

export interface BackupDriver {
  /** Class path that Cinder stores in `service`, e.g. `cinder.backup.drivers.posix.PosixBackupDriver`. */
  readonly service: string;
  readonly supportsForceDelete: boolean;
  /** @throws BackupStoreError with a text an operator understands */
  checkForSetupError(): Promise<void>;
  /** Checks a container a user asked for; an answer is the reason why it is refused. */
  refuseContainer(container: string): string | null;
  /** Where a new backup will lie. `startedAt` is when the transfer starts. Nothing is written yet. */
  place(backup: BackupDescription, startedAt: Date): { container: string; service_metadata: string };
  /** Stores the device's bytes; resumes after the chunks already written. @throws InvalidBackup, InvalidVolume, BackupStoreError */
  backup(request: BackupRequest): Promise<BackupOutcome>;
  /**
   * Checks every layer first, then writes. Every object is verified against its md5 and length.
   * @throws InvalidBackup before the first write when the chain cannot be restored
   */
  restore(request: RestoreRequest): Promise<RestoreOutcome>;
  /**
   * Gives a backup copies of what its parent's layer holds and it does not replace, so that it restores to the same bytes without
   * that layer. Where the store can copy or link, no bytes pass through this process. The switch is one atomic replacement of the
   * metadata object; before it the backup is what it was, but is not restored while copies lie beside its objects. Safe to run
   * again after any interruption, also after the switch.
   * @throws InvalidBackup when either layer is incomplete, BackupStoreError
   */
  mergeLayer(request: MergeRequest): Promise<MergeOutcome>;
  /** Removes what a merge that was given up has copied. Answers how many objects that were. */
  discardMerge(backup: BackupDescription): Promise<{ objects_deleted: number }>;
  /**
   * Reads all that a restore would read and checks all that a restore would check, and the hash lists; writes to no device and
   * not to the store. Damage is an answer, not an error, and does not end the check.
   * @throws BackupStoreError when the store cannot be read, or nothing at all of a backup is in it: that tells nothing of single objects
   * @throws InvalidBackup when a record does not say where its objects are
   */
  verify(request: VerifyRequest): Promise<VerifyOutcome>;
  /** Removes all objects of the backup; succeeds when they are gone. Answers how many it removed. */
  delete(backup: BackupDescription): Promise<{ objects_deleted: number }>;
  /** What this host keeps beside the store for operations that run, or that somebody else has ended. */
  listWorkingFiles(): Promise<readonly WorkingFiles[]>;
  /** Succeeds when there are none. Only for a backup that no operation works on. */
  removeWorkingFiles(backupId: string): Promise<void>;
}

export interface WorkingFiles {
  readonly backup_id: string;
  /** When they were last written to. */
  readonly used_at: Date;
}

/** The backup itself is wrong (sizes, versions, missing or damaged objects); trying again does not help. */
export class InvalidBackup extends Error {
  override readonly name = 'InvalidBackup';
  constructor(reason: string) {
    super(`Invalid backup: ${reason}`);
  }
}

/** The volume cannot be backed up as it is; trying again does not help. */
export class InvalidVolume extends Error {
  override readonly name = 'InvalidVolume';
  constructor(reason: string) {
    super(`Invalid volume: ${reason}`);
  }
}

/** The store or the device failed (full, unreachable, unreadable). The text is meant for a person. */
export class BackupStoreError extends Error {
  override readonly name = 'BackupStoreError';
}

/** Another attempt at the same operation has cleared away, recorded or completed what this one was writing: trying again helps. */
export class AttemptDisturbed extends Error {
  override readonly name = 'AttemptDisturbed';
}

/**
 * A volume as its owner describes it: Cinder's columns by name (absent ones are written as null, times are
 * `YYYY-MM-DDTHH:MM:SS.ffffff`), and its metadata.
 */
export interface VolumeDescription {
  readonly columns: Readonly<Record<string, string | number | boolean | null>> & { readonly id: string };
  readonly metadata: Readonly<Record<string, string>>;
  readonly glance_metadata: Readonly<Record<string, string>>;
}

/** What a restore puts back of a backup's `volume_meta` (spec/backup-formats.md section 4). */
export interface VolumeMeta {
  readonly version: 1 | 2;
  /** `volume-base-metadata`, the members a restore may apply; a member is absent when the backup has none. Null: no such part. */
  readonly base: {
    readonly display_name?: string | null;
    readonly display_description?: string | null;
    /** Absent in version 1, which does not restore it. */
    readonly encryption_key_id?: string | null;
    readonly volume_type_id?: string | null;
  } | null;
  /** `volume-metadata`; null: no such part, `{}`: the target's is emptied. */
  readonly metadata: Readonly<Record<string, string>> | null;
  /** `volume-glance-metadata`; null: no such part; anything else makes the volume bootable. */
  readonly glance_metadata: Readonly<Record<string, string>> | null;
}

/** The text in which a backup carries its volume's metadata (spec/backup-formats.md section 4). */
export interface VolumeMetaFormat {
  build(volume: VolumeDescription): string;
  /** Null when there is none. @throws InvalidBackup when the text is of no known version */
  parse(text: string | null): VolumeMeta | null;
}
