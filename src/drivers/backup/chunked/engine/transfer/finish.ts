import { isStored } from '../../../object-store/is-stored.js';
import { NameTaken, type ObjectAddress, type ObjectStore } from '../../../object-store/port.js';
import { AttemptDisturbed, type BackupRequest } from '../../../port.js';
import { metadataName, sha256FileName } from '../../format/object-names.js';
import { writeMetadata } from '../../format/metadata-writer.js';
import { pythonDatetime } from '../../format/python-datetime.js';
import { writeSha256File } from '../../format/sha256file.js';
import type { Operation } from '../operation.js';
import type { BackupSpool } from './backup-spool.js';
import type { ChunkJournal } from './chunk-journal.js';
import { removeUnrecorded } from './remove-unrecorded.js';

export interface Finished {
  readonly spool: BackupSpool;
  readonly journal: ChunkJournal;
  readonly blockSize: number;
  /** Number of hash blocks of the volume. */
  readonly blocks: number;
}

/**
 * Removes what an earlier attempt stored but did not record, then writes `_sha256file` and, last, `_metadata`, which makes the
 * backup complete (spec/backup-formats.md 1.1). When that is there already nothing is touched: it follows from what is recorded, and
 * a backup that is complete may be changed, by a merge, while an attempt that was asleep still means to complete it.
 */
export async function finishBackup(
  operation: Operation,
  store: ObjectStore,
  { backup, volume_meta, confirm }: Pick<BackupRequest, 'backup' | 'volume_meta' | 'confirm'>,
  { spool, journal, blockSize, blocks }: Finished,
): Promise<void> {
  const { container, service_metadata: prefix } = backup;
  await operation.until(confirm());
  if (await isStored(store, { container, name: metadataName(prefix) })) return;
  await removeUnrecorded(operation, store, { container, prefix, recorded: journal.count });
  const header = {
    backup_id: backup.id,
    volume_id: backup.volume_id,
    backup_name: backup.display_name,
    backup_description: backup.display_description,
    created_at: pythonDatetime(backup.created_at),
  };
  const hashes = writeSha256File(header, blockSize, spool.digests.stream(blocks));
  await putOnce(store, { container, name: sha256FileName(prefix) }, operation.guard(hashes));
  const metadata = writeMetadata({ ...header, parent_id: backup.parent_id, volume_meta }, journal.read());
  await putOnce(store, { container, name: metadataName(prefix) }, operation.guard(metadata));
}

async function putOnce(
  store: ObjectStore,
  address: ObjectAddress,
  body: AsyncIterable<Uint8Array>,
): Promise<void> {
  if (await isStored(store, address)) return;
  try {
    await store.put(address.container, address.name, body, { ifAbsent: true });
  } catch (error) {
    throw error instanceof NameTaken ? new AttemptDisturbed(error.message) : error;
  }
}
