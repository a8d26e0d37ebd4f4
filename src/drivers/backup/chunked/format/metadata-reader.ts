import { InvalidBackup } from '../../port.js';
import { FORMAT_VERSION } from './header-text.js';
import { nodeText, textOf, type JsonNode } from './json-node.js';
import { JsonSyntaxError } from './json-tokenizer.js';
import type { MetadataFields, MetadataObject } from './metadata.js';
import { metadataObject } from './metadata-object.js';
import { ObjectNameSet } from './object-list.js';
import { readRootObject, type LongArray } from './root-object.js';

/**
 * Reads a `_metadata` object of any layout and checks it strictly (spec/backup-formats.md sections 1.2 and 8). Objects are
 * handed over one by one, in order, before the version is known (keys are sorted), and are never held; so nothing may be acted
 * on before this resolves. After the first object that cannot be restored no more are handed over.
 * @throws InvalidBackup when it is not JSON, of another version, an object cannot be restored or a name is given twice; what
 *   `onObject` throws comes out
 */
export async function readMetadata(
  source: AsyncIterable<Uint8Array>,
  onObject: (object: MetadataObject) => void | Promise<void>,
): Promise<MetadataFields> {
  const objects = new ObjectsArray(onObject);
  const members = await readRootObject(source, objects).catch((error: unknown) => {
    if (!(error instanceof JsonSyntaxError)) throw error;
    throw new InvalidBackup(`the metadata object cannot be read: ${error.message}.`);
  });
  requireVersion(members.get('version'));
  if (members.get('objects')?.kind !== 'array')
    throw new InvalidBackup('the metadata object has no list of objects.');
  if (objects.failure) throw objects.failure;
  return {
    version: FORMAT_VERSION,
    backup_id: textOf(members.get('backup_id')),
    volume_id: textOf(members.get('volume_id')),
    parent_id: textOf(members.get('parent_id')),
    volume_meta: volumeMetaText(members.get('volume_meta')),
    object_count: objects.count,
  };
}

/** Checks the elements of `objects`. The first bad one waits for the version: a file of another version may look different. */
class ObjectsArray implements LongArray {
  readonly name = 'objects';
  count = 0;
  failure: InvalidBackup | null = null;
  private waiting: MetadataObject[] = [];
  private names: ObjectNameSet | null = null;

  constructor(private readonly onObject: (object: MetadataObject) => void | Promise<void>) {}

  onItem(item: JsonNode): void {
    if (this.failure) return;
    try {
      const object = metadataObject(item);
      this.names ??= ObjectNameSet.like(object.object_name);
      if (!this.names.add(object.object_name)) {
        throw new InvalidBackup(`the metadata lists object ${object.object_name} twice.`);
      }
      this.count++;
      this.waiting.push(object);
    } catch (error) {
      if (!(error instanceof InvalidBackup)) throw error;
      this.failure = error;
    }
  }

  async drain(): Promise<void> {
    const objects = this.waiting;
    this.waiting = [];
    for (const object of objects) await this.onObject(object);
  }
}

function requireVersion(version: JsonNode | undefined): void {
  if (textOf(version) === FORMAT_VERSION) return;
  throw new InvalidBackup(
    version === undefined
      ? 'the metadata object names no version.'
      : `No support to restore backup version ${nodeText(version)}`,
  );
}

function volumeMetaText(node: JsonNode | undefined): string | null {
  if (node === undefined || (node.kind === 'literal' && node.value === null)) return null;
  if (node.kind !== 'string') throw new InvalidBackup(`volume_meta is ${nodeText(node)}, not text.`);
  return node.text === '' ? null : node.text;
}
