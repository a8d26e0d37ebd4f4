import type { ObjectStoreOptions } from '../../../object-store/port.js';
import type { CompressionAlgorithm } from '../../codec/algorithm.js';
import { PIECE_BYTES, type Range } from '../pieces.js';
import type { DigestTarget } from './digest-recorder.js';

/** So many plain bytes of all its objects together, and one task holds them in memory; else it takes a single object. */
export const TOGETHER_BYTES = PIECE_BYTES;

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
