export type Metadata = Readonly<Record<string, string>>;

/** What the metadata calls do to a set of keys (spec/api-core.md 2.6). */
export type MetadataChange =
  | { readonly kind: 'merge'; readonly metadata: Metadata }
  | { readonly kind: 'replace'; readonly metadata: Metadata }
  | { readonly kind: 'remove'; readonly key: string };

/** Null when the key to remove is not there. */
export const changed = (before: Metadata, change: MetadataChange): Metadata | null => {
  if (change.kind === 'replace') return change.metadata;
  if (change.kind === 'merge') return { ...before, ...change.metadata };
  if (!Object.hasOwn(before, change.key)) return null;
  return Object.fromEntries(Object.entries(before).filter(([key]) => key !== change.key));
};
