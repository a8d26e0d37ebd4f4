import { ObjectNotFound, type ObjectStore } from '../../../object-store/port.js';
import { InvalidBackup, type BackupDescription } from '../../../port.js';
import type { MetadataFields } from '../../format/metadata.js';
import { readMetadata } from '../../format/metadata-reader.js';
import { checkObjectList, ObjectNameSet } from '../../format/object-list.js';
import { metadataName, requirePrefix } from '../../format/object-names.js';
import type { Operation } from '../operation.js';
import { LayerObjects } from './layer-objects.js';

/** One backup of a chain, as its `_metadata` describes it. */
export interface Layer {
  readonly container: string;
  readonly fields: MetadataFields;
  readonly objects: LayerObjects;
}

/**
 * Reads a layer's `_metadata` and checks all of it that can be known without its objects' bytes: version, names, what lies in
 * the store, and that every object fits into the target.
 * @throws InvalidBackup, BackupStoreError
 */
export async function readLayer(
  operation: Operation,
  store: ObjectStore,
  backup: BackupDescription,
  targetBytes: number,
): Promise<Layer> {
  const layer = await readListedLayer(operation, store, backup);
  const names = new ObjectNameSet(layer.objects.prefix);
  for (const { object_name } of layer.objects.from(0)) names.add(object_name);
  await checkObjectList(names, store.list(layer.container, layer.objects.prefix));
  checkFits(layer.objects, targetBytes);
  return layer;
}

/**
 * The same without a look at what lies in the store: objects may be missing, or there may be more.
 * @throws InvalidBackup, BackupStoreError
 */
export async function readListedLayer(
  operation: Operation,
  store: ObjectStore,
  backup: BackupDescription,
): Promise<Layer> {
  const prefix = requirePrefix(backup.service_metadata);
  const { container } = backup;
  if (container === null || container === '')
    throw new InvalidBackup(`backup ${backup.id} has no container.`);
  const objects = new LayerObjects(prefix);
  const name = metadataName(prefix);
  try {
    const source = operation.guard(store.get(container, name));
    const fields = await readMetadata(source, (object) => objects.push(object));
    return { container, fields, objects };
  } catch (error) {
    if (!(error instanceof ObjectNotFound)) throw error;
    throw new InvalidBackup(`backup ${backup.id} is incomplete: object ${name} is missing.`);
  }
}

function checkFits(objects: LayerObjects, targetBytes: number): void {
  for (const { offset, length, object_name } of objects.from(0)) {
    const end = offset + (length ?? 0);
    if (end <= targetBytes) continue;
    throw new InvalidBackup(
      `the target of ${targetBytes} bytes is too small: object ${object_name} reaches byte ${end}.`,
    );
  }
}
