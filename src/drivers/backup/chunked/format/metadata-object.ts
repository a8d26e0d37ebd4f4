import { InvalidBackup } from '../../port.js';
import { compressionAlgorithm } from '../codec/algorithm.js';
import { integerOf, memberOf, textOf, type JsonNode } from './json-node.js';
import type { MetadataObject } from './metadata.js';

const MD5 = /^[0-9a-f]{32}$/i;

/**
 * One element of `objects`, checked. Cinder restores the first of several members and drops the others without a word; we refuse.
 * @throws InvalidBackup
 */
export function metadataObject(item: JsonNode): MetadataObject {
  const [member, ...others] = item.kind === 'object' ? item.members : [];
  if (member === undefined || others.length > 0) {
    throw new InvalidBackup('an element of the list of objects does not name exactly one object.');
  }
  const [object_name, values] = member;
  if (values.kind !== 'object') throw new InvalidBackup(`object ${object_name} is not described.`);
  const offset = integerOf(memberOf(values, 'offset'));
  if (offset === null || offset < 0) throw new InvalidBackup(`object ${object_name} has no valid offset.`);
  const compression = textOf(memberOf(values, 'compression'));
  if (compression === null) throw new InvalidBackup(`object ${object_name} names no compression algorithm.`);
  const length = integerOf(memberOf(values, 'length'));
  const md5 = textOf(memberOf(values, 'md5'));
  return {
    object_name,
    offset,
    length: length !== null && length >= 0 ? length : null,
    compression: compressionAlgorithm(compression),
    md5: md5 !== null && MD5.test(md5) ? md5.toLowerCase() : null,
  };
}
