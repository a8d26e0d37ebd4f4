import { createHash } from 'node:crypto';

/** Namespace of all event ids of this service; any fixed UUID serves. */
const namespace = Buffer.from('6f2a3c1e8d4b4f5a9c7e1b2d3f405162', 'hex');

/** Name-based UUID (RFC 9562 section 5.5): the same name always gives the same id. */
export const uuidV5 = (name: string): string => {
  const bytes = createHash('sha1').update(namespace).update(name).digest().subarray(0, 16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x50;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = bytes.toString('hex');
  return [8, 12, 16, 20, 32].map((end, i, ends) => hex.slice(ends[i - 1] ?? 0, end)).join('-');
};
