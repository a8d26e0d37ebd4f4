import { InvalidBackup, type BackupRequest } from '../../../port.js';
import { chunkName } from '../../format/object-names.js';
import type { ChunkJournal } from './chunk-journal.js';
import { spooling } from './backup-spool.js';

/**
 * Takes over what earlier attempts have recorded, as far as it is without a gap, and answers the byte of the volume where they
 * had got to.
 * @throws InvalidBackup when it cannot have been written from this device in this way
 */
export async function takeRecordedChunks(
  request: BackupRequest,
  journal: ChunkJournal,
  { blockSize, total }: { readonly blockSize: number; readonly total: number },
): Promise<number> {
  const prefix = request.backup.service_metadata;
  let end = 0;
  for await (const chunk of request.writtenChunks()) {
    if (chunk.object_id !== journal.count + 1) break;
    const follows = request.parent ? chunk.offset >= end : chunk.offset === end;
    if (!follows || chunk.object_name !== chunkName(prefix, chunk.object_id)) {
      throw new InvalidBackup(
        `object ${chunk.object_name}, recorded before the interruption, does not fit here.`,
      );
    }
    await spooling(() => journal.append(chunk));
    end = chunk.offset + chunk.length;
  }
  if (end > total) {
    throw new InvalidBackup(
      `the device has ${total} bytes, but ${end} were backed up before the interruption.`,
    );
  }
  if (end % blockSize !== 0 && end !== total) {
    throw new InvalidBackup(
      'the hash block size or the device has changed since the backup was interrupted.',
    );
  }
  return end;
}
