import type { ObjectStore } from '../../object-store/port.js';
import type { BackupDescription } from '../../port.js';
import { isObjectName, requirePrefix } from '../format/object-names.js';

const AT_ONCE = 32;

/**
 * Removes the objects of a backup, only names of the exact form; whatever else starts like them stays. Doing it twice, or after
 * objects or the container are gone, succeeds. A record that says nothing of where its objects are has none.
 * @throws InvalidBackup when service_metadata is not a prefix: then nothing is removed
 * @throws BackupStoreError also when the store cannot be listed
 */
export async function deleteObjects(store: ObjectStore, backup: BackupDescription): Promise<number> {
  const { container, service_metadata } = backup;
  if (!container || !service_metadata) return 0;
  const prefix = requirePrefix(service_metadata);
  let deleted = 0;
  for (;;) {
    const before = deleted;
    for await (const names of groups(store.list(container, prefix), (name) => isObjectName(prefix, name))) {
      await Promise.all(names.map((name) => store.delete(container, name)));
      deleted += names.length;
    }
    // A listing may skip names while others are removed; only an empty one proves that nothing is left.
    if (deleted === before) break;
  }
  await store.discardPartialPuts(container, prefix);
  return deleted;
}

/** Removes what an empty default container (`<id[0:2]>/<id[2:4]>/<id>`) leaves behind; directories in use stay. */
export async function removeEmptyContainers(store: ObjectStore, container: string): Promise<void> {
  await store.removeContainerIfEmpty(container);
  const [first = '', second = '', id = ''] = container.split('/');
  if (container !== `${first}/${second}/${id}` || id.slice(0, 4) !== `${first}${second}`) return;
  await store.removeContainerIfEmpty(`${first}/${second}`);
  await store.removeContainerIfEmpty(first);
}

async function* groups(
  names: AsyncIterable<string>,
  wanted: (name: string) => boolean,
): AsyncGenerator<string[]> {
  let group: string[] = [];
  for await (const name of names) {
    if (!wanted(name)) continue;
    group.push(name);
    if (group.length < AT_ONCE) continue;
    yield group;
    group = [];
  }
  if (group.length > 0) yield group;
}
