export interface QuotaUsage {
  /** -1 is unlimited. */
  readonly limit: number;
  readonly in_use: number;
  readonly reserved: number;
}

export type Limits = Readonly<Record<string, number>>;

/**
 * Limits and usage by Cinder's resource names (spec 7.1): volumes, per_volume_gigabytes, snapshots, gigabytes, backups,
 * backup_gigabytes, groups, and `volumes_<type>`, `gigabytes_<type>`, `snapshots_<type>` for every volume type. Every
 * answer has all of them.
 */
export interface QuotaReader {
  /** Any text is a project id; one that nobody has used has the default limits and no usage. */
  usage(projectId: string): Promise<Readonly<Record<string, QuotaUsage>>>;
  /** The limits of a project without limits of its own. */
  defaults(): Promise<Limits>;
  /** The limits of a quota class; what it does not set is the default. */
  ofClass(className: string): Promise<Limits>;
}

export const QUOTA_READER = Symbol('QuotaReader');
