export interface VolumeType {
  readonly id: string;
  readonly name: string;
  readonly description: string | null;
  readonly is_public: boolean;
  readonly extra_specs: Readonly<Record<string, string>>;
  readonly qos_specs_id: string | null;
}

/** The types that volumes can have; the first is the default. */
export interface VolumeTypeReader {
  types(): Promise<readonly VolumeType[]>;
}

export const VOLUME_TYPE_READER = Symbol('VolumeTypeReader');
