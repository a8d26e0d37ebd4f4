export interface HostCandidate {
  readonly host: string;
  readonly zone: string;
  readonly up: boolean;
  readonly disabled: boolean;
}

export interface HostWish {
  /** Null: any. */
  readonly zone: string | null;
  /** The only host that will do (backup_use_same_host); null: any. */
  readonly preferred: string | null;
  /** Id of the operation: the same one gets the same host while the hosts are the same. */
  readonly key: string;
}

/** FNV-1a: spreads keys evenly, and needs nothing. */
const spread = (text: string): number =>
  [...text].reduce((hash, letter) => Math.imul(hash ^ letter.charCodeAt(0), 16_777_619) >>> 0, 2_166_136_261);

/** A backup host that is up and enabled (spec/backup-workflow.md 3.3); null: there is none. */
export const chooseHost = (
  candidates: readonly HostCandidate[],
  { zone, preferred, key }: HostWish,
): string | null => {
  const hosts = candidates
    .filter((candidate) => candidate.up && !candidate.disabled)
    .filter((candidate) => zone === null || candidate.zone === zone)
    .map(({ host }) => host)
    .filter((host) => preferred === null || host === preferred)
    .sort();
  return hosts[spread(key) % Math.max(1, hosts.length)] ?? null;
};
