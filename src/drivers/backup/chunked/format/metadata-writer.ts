import type { WrittenChunk } from '../../port.js';
import type { MetadataHeader } from './metadata.js';

/** The bytes of a `_metadata` object, exactly as Cinder writes them; holds one chunk at a time. */
export async function* writeMetadata(
  _header: MetadataHeader & { readonly parent_id: string | null; readonly volume_meta: string | null },
  _chunks: AsyncIterable<WrittenChunk>,
): AsyncGenerator<Uint8Array> {
  throw new Error('being written');
}
