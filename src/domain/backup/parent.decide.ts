import { invalidBackup } from '../shared/errors.js';

export interface Candidate {
  readonly id: string;
  readonly status: string;
  readonly data_timestamp: string;
}

/**
 * The parent of an incremental: the available backup with the newest data, older than the snapshot when one is backed up
 * (spec/backup-workflow.md 3.1). Cinder falls back to a backup that is too new; we refuse instead.
 */
export const chooseParent = (candidates: readonly Candidate[], snapshotCreatedAt: string | null): string => {
  const usable = candidates
    .filter(({ status }) => status === 'available')
    .filter(({ data_timestamp }) => snapshotCreatedAt === null || data_timestamp < snapshotCreatedAt);
  const newest = usable.reduce<Candidate | null>(
    (best, candidate) => (best === null || candidate.data_timestamp > best.data_timestamp ? candidate : best),
    null,
  );
  if (newest === null) throw invalidBackup('No backups available to do an incremental backup.');
  return newest.id;
};
