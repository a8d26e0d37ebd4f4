import type { TypeCatalogue } from '../../domain/type-catalogue/type-catalogue.state.js';

/** Volume types, QoS specs and default types, as they are at the head of the log. */
export interface VolumeTypeReader {
  /** Name of the type of volumes without one, where a project has no default of its own. */
  readonly configuredDefault: string;
  catalogue(): Promise<TypeCatalogue>;
}

export const VOLUME_TYPE_READER = Symbol('VolumeTypeReader');
