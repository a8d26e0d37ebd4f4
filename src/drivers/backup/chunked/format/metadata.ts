import type { CompressionAlgorithm } from '../codec/algorithm.js';

/** What `_metadata` says beside its objects, and `_sha256file` beside its hashes (spec/backup-formats.md sections 1.2, 1.3). */
export interface MetadataHeader {
  readonly backup_id: string;
  readonly volume_id: string;
  readonly backup_name: string | null;
  readonly backup_description: string | null;
  /** As Python prints it: see `pythonDatetime`. */
  readonly created_at: string;
}

/** One element of the array `objects`, as read. */
export interface MetadataObject {
  readonly object_name: string;
  /** Bytes, in the volume. */
  readonly offset: number;
  /** Bytes of plain data; null when missing or malformed, which is no reason to refuse. */
  readonly length: number | null;
  readonly compression: CompressionAlgorithm;
  /** Lower-case hex, of the plain data; null when missing or malformed. */
  readonly md5: string | null;
}

/** The members of a `_metadata` object beside `objects`; null where missing or of another type. */
export interface MetadataFields {
  readonly version: '1.0.0';
  readonly backup_id: string | null;
  readonly volume_id: string | null;
  readonly parent_id: string | null;
  /** The text as stored; `""` and absent are null. Check it with `parseVolumeMeta`. */
  readonly volume_meta: string | null;
  readonly object_count: number;
}
