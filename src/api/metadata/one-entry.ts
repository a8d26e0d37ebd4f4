import type { Metadata } from '../http/body/trimmed.js';
import { badRequest } from '../http/faults/http-fault.js';

export interface MetadataBody {
  readonly metadata: Metadata;
}

/** `<collection>/{id}/metadata/{key}` */
export interface EntryPath {
  readonly id: string;
  readonly key: string;
}

export interface MetaBody {
  readonly meta: Metadata;
}

/** The one entry of a PUT to a key has to be that key. */
export const entryFor = (key: string, { meta }: MetaBody): Metadata => {
  if (!Object.hasOwn(meta, key)) throw badRequest('Request body and URI mismatch');
  return meta;
};
