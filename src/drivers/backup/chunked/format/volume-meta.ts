/** What a restore puts back from a backup's `volume_meta` (spec/backup-formats.md section 4). */
export interface VolumeMeta {
  readonly version: 1 | 2;
  /** `volume-base-metadata`, the members a restore may apply; a member is absent when the backup has none. Null: no such part. */
  readonly base: {
    readonly display_name?: string | null;
    readonly display_description?: string | null;
    readonly encryption_key_id?: string | null;
    readonly volume_type_id?: string | null;
  } | null;
  /** `volume-metadata`; null: no such part, `{}`: the target's is emptied. */
  readonly metadata: Readonly<Record<string, string>> | null;
  /** `volume-glance-metadata`; null: no such part. */
  readonly glance_metadata: Readonly<Record<string, string>> | null;
}

/** A volume as its owner describes it: the columns of Cinder's row by their names (absent ones are written as null), and its metadata. */
export interface VolumeDescription {
  readonly columns: Readonly<Record<string, string | number | boolean | null>> & { readonly id: string };
  readonly metadata: Readonly<Record<string, string>>;
  readonly glance_metadata: Readonly<Record<string, string>>;
}

/** The text of version 2. provider_auth and provider_location are left null, whatever the volume says: they may hold secrets. */
export function buildVolumeMeta(_volume: VolumeDescription): string {
  throw new Error('being written');
}

/**
 * Null for absent, null and `""`.
 * @throws InvalidBackup when it is not a JSON object of version 1 or 2
 */
export function parseVolumeMeta(_text: string | null | undefined): VolumeMeta | null {
  throw new Error('being written');
}
