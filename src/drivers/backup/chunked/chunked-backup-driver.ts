import { openObjectStore } from '../object-store/open-object-store.js';
import type { ObjectStore, ObjectStoreOptions } from '../object-store/port.js';
import { BackupStoreError, type BackupDescription, type BackupDriver } from '../port.js';
import { compressionAlgorithm } from './codec/algorithm.js';
import { deleteObjects, removeEmptyContainers } from './engine/delete.js';
import { messageOf } from './engine/failure.js';
import { discardMerge, runMerge } from './engine/merge/merge.js';
import type { TaskPool } from './engine/pool/task-pool.js';
import { runRestore } from './engine/restore/restore.js';
import { runBackup, checkSizes } from './engine/transfer/backup.js';
import { BackupSpool } from './engine/transfer/backup-spool.js';
import type { EngineSettings } from './engine/transfer/settings.js';
import { runVerify } from './engine/verify/verify.js';

export interface ChunkedBackupDriverOptions {
  /** Class path, as Cinder stores it. */
  readonly service: string;
  readonly store: ObjectStoreOptions;
  /** Opens the store on this thread; the threads of a pool always use `openObjectStore`. */
  readonly openStore?: (options: ObjectStoreOptions) => ObjectStore;
  /** Bytes of the volume in one object. Default 50 MiB. */
  readonly chunkSize?: number;
  /** Bytes of a hash block. Default 32 KiB. */
  readonly blockSize?: number;
  /** One of Cinder's names, in any case. Default zlib. */
  readonly compression?: string;
  readonly spoolDirectory: string;
  /** Shared by all drivers of the process: it is the bound of their memory. */
  readonly pool: TaskPool;
  /** Where things lie in the store, which each driver has its own rules for. */
  readonly layout: {
    container(backup: BackupDescription): string;
    prefix(backup: BackupDescription, startedAt: Date): string;
    /** Why a container's name cannot be used, or null. */
    refuseContainer(container: string): string | null;
  };
  /** Fails when the store cannot be used as it is configured. */
  checkStore(): Promise<void>;
}

/**
 * A backup driver that cuts the device into chunks and keeps them as objects, in Cinder's format (spec/backup-formats.md 1).
 * @throws InvalidBackup for an unknown compression
 */
export function createChunkedBackupDriver(options: ChunkedBackupDriverOptions): BackupDriver {
  const openStore = options.openStore ?? openObjectStore;
  const settings: EngineSettings = {
    store: options.store,
    openStore,
    chunkSize: options.chunkSize ?? 52_428_800,
    blockSize: options.blockSize ?? 32_768,
    compression: compressionAlgorithm(options.compression ?? 'zlib'),
    spoolDirectory: options.spoolDirectory,
    pool: options.pool,
  };
  return {
    service: options.service,
    supportsForceDelete: true,
    async checkForSetupError() {
      try {
        checkSizes(settings);
      } catch (error) {
        throw new BackupStoreError(messageOf(error), { cause: error });
      }
      await options.checkStore();
    },
    refuseContainer(container) {
      // An empty name is as good as none (spec/backup-formats.md 1.7).
      const reason = container === '' ? null : options.layout.refuseContainer(container);
      return reason === null ? null : `Invalid input received: ${reason}.`;
    },
    place(backup, startedAt) {
      const container = backup.container ? backup.container : options.layout.container(backup);
      return { container, service_metadata: options.layout.prefix(backup, startedAt) };
    },
    backup: (request) => runBackup(settings, request),
    restore: (request) => runRestore(settings, request),
    mergeLayer: (request) => runMerge(settings, request),
    async discardMerge(backup) {
      return { objects_deleted: await discardMerge(settings, backup) };
    },
    verify: (request) => runVerify(settings, request),
    async delete(backup) {
      const store = openStore(settings.store);
      const objects_deleted = await deleteObjects(store, backup);
      if (backup.container && backup.service_metadata) await removeEmptyContainers(store, backup.container);
      await BackupSpool.remove(settings.spoolDirectory, backup.id);
      return { objects_deleted };
    },
    listWorkingFiles: () => BackupSpool.list(settings.spoolDirectory),
    removeWorkingFiles: (backupId) => BackupSpool.remove(settings.spoolDirectory, backupId),
  };
}
