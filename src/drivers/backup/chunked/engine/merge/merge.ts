import type { ObjectStore } from '../../../object-store/port.js';
import { InvalidBackup, type MergeOutcome, type MergeRequest } from '../../../port.js';
import { checkObjectList, ObjectNameSet } from '../../format/object-list.js';
import { isObjectName, metadataName, sha256FileName } from '../../format/object-names.js';
import { writeMetadata } from '../../format/metadata-writer.js';
import { pythonDatetime } from '../../format/python-datetime.js';
import { inOrder } from '../in-order.js';
import { Operation } from '../operation.js';
import { readLayer, readListedLayer, type Layer } from '../restore/read-layer.js';
import type { EngineSettings } from '../transfer/settings.js';
import { MergePlan } from './merge-plan.js';

/**
 * Makes a backup independent of the layer below it: copies first, then the metadata that lists them, in one replacement. Run
 * again before that, it goes on with the copies that are missing; run again after it, the layer's objects are all covered by the
 * backup's own copies and nothing is left to do.
 * @throws InvalidBackup, BackupStoreError, or the reason of the signal
 */
export function runMerge(settings: EngineSettings, request: MergeRequest): Promise<MergeOutcome> {
  return Operation.run(settings.pool, request.signal, async (operation) => {
    const store = settings.openStore(settings.store);
    const lower = await readLayer(operation, store, request.parent, Number.POSITIVE_INFINITY);
    const own = await readListedLayer(operation, store, request.backup);
    const plan = new MergePlan(lower.objects, own.objects);
    await operation.until(request.confirm());
    await store.discardPartialPuts(own.container, own.objects.prefix);
    const present = await tidyUp(store, own, plan.names());
    const wanted = copiesToMake(plan, present);
    const copies = inOrder(wanted, 2 * operation.pool.width, ({ source, name }) =>
      operation.task('copyObject', {
        store: settings.store,
        from: { container: lower.container, name: source.object_name },
        to: { container: own.container, name },
      }),
    );
    for await (const _ of copies) operation.signal.throwIfAborted();
    await checkObjectList(plan.names(), store.list(own.container, own.objects.prefix));
    await operation.until(request.confirm());
    await putMetadata(operation, store, own, { request, plan });
    return { object_count: plan.objectCount, bytes_stored: await storedBytes(operation, store, own, plan) };
  });
}

/** Removes copies of the backup that its metadata does not list: those of a merge that was given up. */
export async function discardMerge(
  settings: EngineSettings,
  backup: MergeRequest['backup'],
): Promise<number> {
  return Operation.run(settings.pool, new AbortController().signal, async (operation) => {
    const store = settings.openStore(settings.store);
    const own = await readListedLayer(operation, store, backup);
    await store.discardPartialPuts(own.container, own.objects.prefix);
    const listed = new ObjectNameSet(own.objects.prefix);
    for (const { object_name } of own.objects.from(0)) listed.add(object_name);
    return removeStrays(store, own, listed);
  });
}

/** Removes copies of another plan. Answers which names of this one are there, each of them whole. */
async function tidyUp(store: ObjectStore, own: Layer, planned: ObjectNameSet): Promise<ObjectNameSet> {
  await removeStrays(store, own, planned);
  const present = new ObjectNameSet(own.objects.prefix);
  for await (const name of store.list(own.container, own.objects.prefix)) {
    if (planned.has(name)) present.add(name);
  }
  for (const { object_name } of own.objects.from(0)) {
    if (!present.has(object_name)) throw new InvalidBackup(`object ${object_name} is missing.`);
  }
  return present;
}

async function removeStrays(
  store: ObjectStore,
  { container, objects: { prefix } }: Layer,
  wanted: ObjectNameSet,
): Promise<number> {
  const kept = [metadataName(prefix), sha256FileName(prefix)];
  const strays: string[] = [];
  for await (const name of store.list(container, prefix)) {
    if (isObjectName(prefix, name) && !wanted.has(name) && !kept.includes(name)) strays.push(name);
  }
  for (const name of strays) await store.delete(container, name);
  return strays.length;
}

function* copiesToMake(plan: MergePlan, present: ObjectNameSet) {
  for (const copy of plan.copies()) if (!present.has(copy.name)) yield copy;
}

/** The names and times of the record, the volume's metadata as they are stored; the new parent. */
async function putMetadata(
  operation: Operation,
  store: ObjectStore,
  own: Layer,
  { request, plan }: { readonly request: MergeRequest; readonly plan: MergePlan },
): Promise<void> {
  const { backup, new_parent_id: parent_id } = request;
  const header = {
    backup_id: backup.id,
    volume_id: backup.volume_id,
    backup_name: backup.display_name,
    backup_description: backup.display_description,
    created_at: pythonDatetime(backup.created_at),
    parent_id,
    volume_meta: own.fields.volume_meta,
  };
  const text = operation.guard(writeMetadata(header, plan.objects()));
  await store.put(own.container, metadataName(own.objects.prefix), text);
}

async function storedBytes(
  operation: Operation,
  store: ObjectStore,
  { container }: Layer,
  plan: MergePlan,
): Promise<number> {
  let bytes = 0;
  const sizes = inOrder(plan.objects(), 2 * operation.pool.width, ({ object_name }) =>
    store.stat(container, object_name),
  );
  for await (const batch of sizes) for (const { stored_bytes } of batch) bytes += stored_bytes;
  return bytes;
}
