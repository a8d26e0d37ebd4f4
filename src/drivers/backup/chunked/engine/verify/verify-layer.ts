import type { ObjectStore } from '../../../object-store/port.js';
import { BackupStoreError, InvalidBackup, type BackupDescription } from '../../../port.js';
import type { MetadataFields } from '../../format/metadata.js';
import { readMetadata } from '../../format/metadata-reader.js';
import { ObjectNameSet } from '../../format/object-list.js';
import { metadataName, requirePrefix, sha256FileName } from '../../format/object-names.js';
import { parseVolumeMeta } from '../../format/volume-meta.js';
import type { Operation } from '../operation.js';
import { LayerObjects } from '../restore/layer-objects.js';
import type { HashList } from '../tasks/block-check.js';
import type { Findings } from './findings.js';
import type { HashListFile } from './hash-list.js';
import { problemOf } from './problem.js';

/** What the two JSON objects of a layer tell; what is wrong with them is among the findings. */
export interface LayerToVerify {
  readonly container: string;
  /** Empty when `_metadata` cannot be read: nobody knows then what there should be. */
  readonly objects: LayerObjects;
  readonly hashes: HashList | null;
}

/** @throws InvalidBackup when the record leads nowhere, BackupStoreError */
export async function openLayer(
  operation: Operation,
  store: ObjectStore,
  backup: BackupDescription,
  { findings, lists, isRequested }: { findings: Findings; lists: HashListFile; isRequested: boolean },
): Promise<LayerToVerify> {
  const prefix = requirePrefix(backup.service_metadata);
  const { container } = backup;
  if (container === null || container === '')
    throw new InvalidBackup(`backup ${backup.id} has no container.`);
  await requireAnything(operation, store, backup, { container, prefix });

  const found = { objects: new LayerObjects(prefix), names: new ObjectNameSet(prefix) };
  const name = metadataName(prefix);
  const fields = await findings.take(name, () =>
    readMetadata(operation.guard(store.get(container, name)), (object) => {
      found.names.add(object.object_name);
      found.objects.push(object);
    }),
  );
  if (isRequested && fields !== null) checkVolumeMeta(fields, name, findings);
  if (fields !== null) await findStrangers(store, { container, names: found.names }, findings);

  const listName = sha256FileName(prefix);
  const hashes = await findings.take(listName, () =>
    lists.fill(operation.guard(store.get(container, listName))),
  );
  return { container, objects: fields === null ? new LayerObjects(prefix) : found.objects, hashes };
}

/** A store that is not mounted looks like one that has lost everything; neither tells anything about single objects. */
async function requireAnything(
  operation: Operation,
  store: ObjectStore,
  backup: BackupDescription,
  { container, prefix }: { readonly container: string; readonly prefix: string },
): Promise<void> {
  for await (const _ of store.list(container, prefix)) return;
  operation.signal.throwIfAborted();
  throw new BackupStoreError(
    `Nothing of backup ${backup.id} is in container ${container} of the backup store: ` +
      'all of it was removed, or the store is not the one it was written to.',
  );
}

/** Only the requested backup's is put back by a restore. */
function checkVolumeMeta(fields: MetadataFields, name: string, findings: Findings): void {
  try {
    parseVolumeMeta(fields.volume_meta);
  } catch (error) {
    if (!(error instanceof InvalidBackup)) throw error;
    findings.add(name, problemOf(error, name));
  }
}

/** A restore refuses a backup among whose objects lies something foreign. */
async function findStrangers(
  store: ObjectStore,
  { container, names }: { readonly container: string; readonly names: ObjectNameSet },
  findings: Findings,
): Promise<void> {
  const own = new Set([metadataName(names.prefix), sha256FileName(names.prefix)]);
  for await (const name of store.list(container, names.prefix)) {
    if (own.has(name) || names.has(name)) continue;
    findings.checked(0);
    findings.add(name, 'is not in the list of objects in the metadata');
  }
}
