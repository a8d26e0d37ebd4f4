interface StoredMetadata {
  readonly base: {
    readonly display_name?: string | null;
    readonly display_description?: string | null;
  } | null;
  readonly metadata: Readonly<Record<string, string>> | null;
  readonly glance_metadata: Readonly<Record<string, string>> | null;
}

interface Restorable {
  readonly display_name?: string | null;
  readonly display_description?: string | null;
  readonly metadata?: Readonly<Record<string, string>>;
  readonly image_metadata?: Readonly<Record<string, string>>;
}

/**
 * What a restore puts back (spec/backup-formats.md section 4). Names only when the backup has one and the target still
 * has none of its own; an absent part leaves the target's values, a part that is there replaces them.
 */
export const metadataToRestore = (stored: StoredMetadata, targetName: string | null): Restorable => {
  const { base, metadata, glance_metadata } = stored;
  const unnamed = targetName === null || targetName === '' || targetName.startsWith('restore_backup_');
  const names =
    base?.display_name && unnamed
      ? { display_name: base.display_name, display_description: base.display_description ?? null }
      : {};
  return {
    ...names,
    ...(metadata === null ? {} : { metadata }),
    ...(glance_metadata === null ? {} : { image_metadata: glance_metadata }),
  };
};
