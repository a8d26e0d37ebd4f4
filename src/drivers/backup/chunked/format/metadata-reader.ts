import type { MetadataFields, MetadataObject } from './metadata.js';

/**
 * Reads a `_metadata` object and checks it strictly. Objects are handed over one by one, in order, before the version is known
 * (keys are sorted), and are never held; so nothing may be acted on before this resolves.
 * @throws InvalidBackup when it is not JSON, of another version, or an object cannot be restored; what `onObject` throws comes out
 */
export async function readMetadata(
  _source: AsyncIterable<Uint8Array>,
  _onObject: (object: MetadataObject) => void | Promise<void>,
): Promise<MetadataFields> {
  throw new Error('being written');
}
