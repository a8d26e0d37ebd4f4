import type { ObjectStore, ObjectStoreOptions } from '../../../object-store/port.js';
import type { CompressionAlgorithm } from '../../codec/algorithm.js';
import type { TaskPool } from '../pool/task-pool.js';

/** What the engine of one backup driver works with. */
export interface EngineSettings {
  readonly store: ObjectStoreOptions;
  readonly openStore: (options: ObjectStoreOptions) => ObjectStore;
  /** `backup_file_size` or the like: bytes of the volume in one object of a full backup. */
  readonly chunkSize: number;
  /** `backup_sha_block_size_bytes` or the like: bytes of a hash block. */
  readonly blockSize: number;
  readonly compression: CompressionAlgorithm;
  /** Local directory for what has to survive a restart of a backup under way. */
  readonly spoolDirectory: string;
  readonly pool: TaskPool;
}
