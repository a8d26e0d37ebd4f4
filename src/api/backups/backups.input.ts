import type { BackupInput } from '../../commands/create-backup/create-backup.command.js';
import type { RestoreInput } from '../../commands/restore-backup/restore-backup.command.js';
import type { BackupChanges } from '../../commands/update-backup/update-backup.command.js';
import { bodyBoolean } from '../http/body/boolean-words.js';
import { trimmed, type Metadata } from '../http/body/trimmed.js';
import { invalidParameterValue } from '../http/faults/http-fault.js';
import type { QueryString } from '../http/lists/query-string.js';

export interface CreateBackupBody {
  readonly backup: {
    readonly volume_id: string;
    readonly snapshot_id?: string | null;
    readonly name?: string | null;
    readonly description?: string | null;
    readonly container?: string | null;
    readonly incremental?: boolean | string;
    readonly force?: boolean | string;
    readonly metadata?: Metadata | null;
    readonly availability_zone?: string | null;
  };
}

/** Name and description lose the white space around them; the rest is taken as it is (spec/backups-api.md 2). */
export const backupInput = ({ backup }: CreateBackupBody): BackupInput => ({
  volume_id: backup.volume_id,
  snapshot_id: backup.snapshot_id ?? null,
  name: trimmed(backup.name) ?? null,
  description: trimmed(backup.description) ?? null,
  container: backup.container ?? null,
  incremental: bodyBoolean(backup.incremental),
  force: bodyBoolean(backup.force),
  metadata: backup.metadata ?? {},
  availability_zone: backup.availability_zone ?? null,
});

export interface UpdateBackupBody {
  readonly backup: {
    readonly name?: string | null;
    readonly description?: string | null;
    readonly metadata?: Metadata;
  };
}

export const backupChanges = ({ backup }: UpdateBackupBody): BackupChanges => ({
  ...backup,
  name: trimmed(backup.name),
  description: trimmed(backup.description),
});

export interface RestoreBackupBody {
  readonly restore: { readonly volume_id?: string | null; readonly name?: string | null } | null;
}

export const restoreInput = ({ restore }: RestoreBackupBody): RestoreInput => ({
  volume_id: restore?.volume_id ?? null,
  name: restore?.name ?? null,
});

/** What a delete does with incrementals on top of the backup; null: as in Cinder, they block it. */
export const childrenFirst = (query: QueryString): 'delete' | 'detach' | null => {
  const [cascade, detach] = [query.boolean('cascade'), query.boolean('detach')];
  if (cascade && detach) throw invalidParameterValue("'cascade' and 'detach' exclude each other.");
  if (cascade) return 'delete';
  return detach ? 'detach' : null;
};
