import { backupAggregate, type BackupState } from '../../domain/backup/backup.state.js';
import { InvalidBackup, type BackupDescription } from '../../drivers/backup/port.js';
import type { AggregateStore, Loaded } from '../aggregate-store.js';
import { describeBackup } from '../describe-backup.js';

/** The chain to restore, oldest first: parent_id is followed in our own records, not in the stored metadata. */
export const backupChain = async (store: AggregateStore, backupId: string): Promise<BackupDescription[]> => {
  const chain: BackupDescription[] = [];
  const seen = new Set<string>();
  let next: string | null = backupId;
  while (next !== null) {
    if (seen.has(next)) throw new InvalidBackup(`the chain of ${backupId} runs in a circle.`);
    seen.add(next);
    const { state }: Loaded<BackupState> = await store.load(backupAggregate, next);
    if (state === null || state.deleted_at !== null) {
      throw new InvalidBackup(`Backup ${next} could not be found.`);
    }
    chain.unshift(describeBackup(state));
    next = state.parent_id;
  }
  return chain;
};
