import { createHash } from 'node:crypto';
import type { Metadata } from '../http/body/trimmed.js';

/** MD5 of the answer as Python writes it: the same for the same content, and nothing else is promised (spec 2.6). */
export const metadataEtag = (metadata: Metadata): string => {
  const pairs = Object.entries(metadata).map(
    ([key, value]) => `${JSON.stringify(key)}: ${JSON.stringify(value)}`,
  );
  return createHash('md5')
    .update(`{"metadata": {${pairs.join(', ')}}}`)
    .digest('hex');
};
