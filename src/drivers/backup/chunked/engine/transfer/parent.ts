import { rm } from 'node:fs/promises';
import { ObjectNotFound, type ObjectStore } from '../../../object-store/port.js';
import { InvalidBackup, InvalidVolume, type BackupDescription, type BackupRequest } from '../../../port.js';
import { DigestSpool } from '../../format/digest-spool.js';
import { readMetadata } from '../../format/metadata-reader.js';
import { metadataName, requirePrefix, sha256FileName } from '../../format/object-names.js';
import { readSha256File } from '../../format/sha256file.js';
import type { Operation } from '../operation.js';
import { spooling, type BackupSpool } from './backup-spool.js';

/** The hash list of the parent, in a local file. */
export interface ParentDigests {
  readonly path: string;
  readonly count: number;
}

/**
 * Checks the sizes of a new backup, and of an incremental that its parent can carry it (spec/backup-formats.md 1.5, in its
 * order); fetches the parent's hash list. Nothing is written to the store.
 * @throws InvalidBackup, InvalidVolume, BackupStoreError
 */
export async function checkBeforeBackup(
  operation: Operation,
  store: ObjectStore,
  request: BackupRequest,
  { spool, blockSize }: { readonly spool: BackupSpool; readonly blockSize: number },
): Promise<ParentDigests | null> {
  const { backup, parent } = request;
  const digests = parent && (await fetchDigests(operation, store, parent, spool));
  if (parent && digests && digests.chunk_size !== blockSize) {
    throw new InvalidBackup(
      `Hash block size has changed since the last backup. New hash block size: ${blockSize}. ` +
        `Old hash block size: ${digests.chunk_size}. Do a full backup.`,
    );
  }
  if (parent && backup.size > parent.size) {
    throw new InvalidBackup('Volume size increased since the last backup. Do a full backup.');
  }
  if (backup.size <= 0) throw new InvalidVolume(`volume size ${backup.size} is invalid.`);
  if (parent) await checkMetadata(operation, store, parent);
  return digests && { path: spool.parentPath, count: digests.count };
}

async function fetchDigests(
  operation: Operation,
  store: ObjectStore,
  parent: BackupDescription,
  spool: BackupSpool,
) {
  const { container, prefix } = place(parent);
  await spooling(() => rm(spool.parentPath, { force: true }));
  const own = await spooling(() => DigestSpool.open(spool.parentPath));
  const source = operation.guard(store.get(container, sha256FileName(prefix)));
  try {
    return await spooling(() => readSha256File(source, own));
  } catch (error) {
    throw unusable(error, `hash list of the parent backup ${parent.id}`);
  } finally {
    await own.close();
  }
}

/** Without the parent's `_metadata` the incremental could be made, but never restored. */
async function checkMetadata(
  operation: Operation,
  store: ObjectStore,
  parent: BackupDescription,
): Promise<void> {
  const { container, prefix } = place(parent);
  try {
    await readMetadata(operation.guard(store.get(container, metadataName(prefix))), () => {});
  } catch (error) {
    throw unusable(error, `metadata of the parent backup ${parent.id}`);
  }
}

function place(parent: BackupDescription): { container: string; prefix: string } {
  if (parent.container === null || parent.container === '') {
    throw new InvalidBackup(`the parent backup ${parent.id} has no container. Do a full backup.`);
  }
  return { container: parent.container, prefix: requirePrefix(parent.service_metadata) };
}

function unusable(error: unknown, what: string): unknown {
  if (error instanceof ObjectNotFound) return new InvalidBackup(`The ${what} is missing. Do a full backup.`);
  if (!(error instanceof InvalidBackup)) return error;
  const why = error.message.replace(/^Invalid backup: /, '').replace(/\.$/, '');
  return new InvalidBackup(`The ${what} cannot be used: ${why}. Do a full backup.`);
}
