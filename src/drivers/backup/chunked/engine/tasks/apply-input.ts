import type { ObjectStoreOptions } from '../../../object-store/port.js';
import type { MetadataObject } from '../../format/metadata.js';

/** Objects of one layer that are written to a target. */
export interface ApplyObjectsInput {
  readonly store: ObjectStoreOptions;
  readonly container: string;
  /** Touch no common bytes. */
  readonly objects: readonly MetadataObject[];
  readonly target: { readonly path: string; readonly sizeBytes: number };
  /** Their ranges read as zeros still. */
  readonly skipZeros: boolean;
}
