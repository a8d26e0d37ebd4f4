import { headerMembers } from './header-text.js';
import type { MetadataHeader } from './metadata.js';
import { pythonString, pythonStringOrNull } from '../../../../domain/shared/python-json.js';
import { inPieces } from './text-pieces.js';

/** The header of a `_metadata` object. */
export type MetadataFileHeader = MetadataHeader & {
  readonly parent_id: string | null;
  readonly volume_meta: string | null;
};

/** One element of `objects`; what an older backup does not say of its object stays unsaid. */
export interface ListedObject {
  readonly object_name: string;
  readonly offset: number;
  readonly length: number | null;
  readonly compression: string;
  readonly md5: string | null;
}

/** The bytes of a `_metadata` object, exactly as Cinder writes them (spec section 1.2); holds one chunk at a time. */
export const writeMetadata = (
  header: MetadataFileHeader,
  chunks: AsyncIterable<ListedObject>,
): AsyncIterable<Uint8Array> => inPieces(metadataText(header, chunks));

async function* metadataText(
  header: MetadataFileHeader,
  chunks: AsyncIterable<ListedObject>,
): AsyncGenerator<string> {
  const member = headerMembers(header);
  yield `{\n  "backup_description": ${member.backup_description},\n  "backup_id": ${member.backup_id},\n`;
  yield `  "backup_name": ${member.backup_name},\n  "created_at": ${member.created_at},\n  "objects": [`;
  let count = 0;
  for await (const chunk of chunks) yield (count++ === 0 ? '\n' : ',\n') + element(chunk);
  yield count === 0 ? '],\n' : '\n  ],\n';
  yield `  "parent_id": ${pythonStringOrNull(header.parent_id)},\n  "version": ${member.version},\n`;
  yield `  "volume_id": ${member.volume_id},\n  "volume_meta": ${pythonStringOrNull(header.volume_meta)}\n}`;
}

function element({ object_name, compression, length, md5, offset }: ListedObject): string {
  for (const number of [length ?? 0, offset]) {
    if (!Number.isSafeInteger(number) || number < 0) throw new RangeError(`not a number of bytes: ${number}`);
  }
  const members = [
    `"compression": ${pythonString(compression)}`,
    ...(length === null ? [] : [`"length": ${length}`]),
    ...(md5 === null ? [] : [`"md5": ${pythonString(md5)}`]),
    `"offset": ${offset}`,
  ];
  const inner = members.map((member) => `        ${member}`).join(',\n');
  return `    {\n      ${pythonString(object_name)}: {\n${inner}\n      }\n    }`;
}
