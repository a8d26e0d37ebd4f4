import type { ObjectStoreOptions } from '../../../object-store/port.js';
import type { CompressionAlgorithm } from '../../codec/algorithm.js';
import type { Range } from '../pieces.js';
import type { DigestTarget } from './digest-recorder.js';

/** Part of the device that becomes an object. */
export interface PlannedObject extends Range {
  readonly object_id: number;
  readonly object_name: string;
}

export interface StoreObjectsInput {
  readonly device: string;
  readonly objects: readonly PlannedObject[];
  readonly store: ObjectStoreOptions;
  readonly container: string;
  readonly compression: CompressionAlgorithm;
  readonly blockSize: number;
  /** Null when a scan has hashed the blocks already. */
  readonly digests: DigestTarget | null;
  /** The object that makes the backup complete: once it is there nothing is added. */
  readonly closing: string;
}
