import type { ObjectStore } from '../../../object-store/port.js';
import type { BackupRequest } from '../../../port.js';
import { chunkName, metadataName, sha256FileName } from '../../format/object-names.js';
import { writeMetadata } from '../../format/metadata-writer.js';
import { pythonDatetime } from '../../format/python-datetime.js';
import { writeSha256File } from '../../format/sha256file.js';
import type { Operation } from '../operation.js';
import type { BackupSpool } from './backup-spool.js';
import type { ChunkJournal } from './chunk-journal.js';

export interface Finished {
  readonly spool: BackupSpool;
  readonly journal: ChunkJournal;
  readonly blockSize: number;
  /** Number of hash blocks of the volume. */
  readonly blocks: number;
}

/**
 * Removes what an earlier attempt stored but did not record, then writes `_sha256file` and, last, `_metadata`, which makes the
 * backup complete (spec/backup-formats.md 1.1). Doing it again gives the same objects.
 */
export async function finishBackup(
  operation: Operation,
  store: ObjectStore,
  { backup, volume_meta, confirm }: Pick<BackupRequest, 'backup' | 'volume_meta' | 'confirm'>,
  { spool, journal, blockSize, blocks }: Finished,
): Promise<void> {
  const { container, service_metadata: prefix } = backup;
  await operation.until(confirm());
  await removeStrays(operation, store, { container, prefix, count: journal.count });
  const header = {
    backup_id: backup.id,
    volume_id: backup.volume_id,
    backup_name: backup.display_name,
    backup_description: backup.display_description,
    created_at: pythonDatetime(backup.created_at),
  };
  const hashes = writeSha256File(header, blockSize, spool.digests.stream(blocks));
  await store.put(container, sha256FileName(prefix), operation.guard(hashes));
  const metadata = writeMetadata({ ...header, parent_id: backup.parent_id, volume_meta }, journal.read());
  await store.put(container, metadataName(prefix), operation.guard(metadata));
}

async function removeStrays(
  operation: Operation,
  store: ObjectStore,
  {
    container,
    prefix,
    count,
  }: { readonly container: string; readonly prefix: string; readonly count: number },
): Promise<void> {
  const strays: string[] = [];
  for await (const name of store.list(container, prefix)) {
    const number = /^-(\d{5,})$/.exec(name.slice(prefix.length))?.[1];
    if (number === undefined) continue;
    if (Number(number) > count || chunkName(prefix, Number(number)) !== name) strays.push(name);
  }
  for (const name of strays) {
    operation.signal.throwIfAborted();
    await store.delete(container, name);
  }
}
