import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The chains in test/golden/backups; its README says what they are. */
const GOLDEN = fileURLToPath(new URL('../golden/backups', import.meta.url));

export const GOLDEN_COMPRESSIONS = ['none', 'zlib', 'bz2', 'zstd'] as const;
export type GoldenCompression = (typeof GOLDEN_COMPRESSIONS)[number];

export interface GoldenBackup {
  readonly fields: {
    readonly id: string;
    readonly volume_id: string;
    readonly container: string;
    readonly service_metadata: string;
    readonly parent_id: string | null;
    readonly object_count: number;
    readonly size: number;
    readonly display_name: string | null;
    readonly display_description: string | null;
  };
  /** The answer of export_record. */
  readonly export_record: {
    readonly 'backup-record': { readonly backup_service: string; readonly backup_url: string };
  };
  readonly sha256_of_volume: string;
  /** Length of the volume that was backed up. */
  readonly bytes: number;
}

/** The directory a posix store is opened on; read-only. */
export const goldenRoot = (compression: GoldenCompression): string => join(GOLDEN, compression, 'repository');

/** The backups of a chain, oldest first. */
export const goldenChain = (compression: GoldenCompression): readonly GoldenBackup[] =>
  JSON.parse(readFileSync(join(GOLDEN, compression, 'backups.json'), 'utf8')) as readonly GoldenBackup[];
