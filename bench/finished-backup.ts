import type { Cloud } from '../test/support/e2e-cloud.js';

/** What the history of a complete backup tells. */
export interface FinishedBackup {
  /** Bytes of its objects. */
  readonly storedBytes: number;
  /** How an incremental found what had changed: `told` or `scanned`. */
  readonly changes: string | undefined;
}

export const finishedBackup = async (cloud: Cloud, backup: string): Promise<FinishedBackup> => {
  const events = await cloud.events('backups', backup);
  const dataOf = (name: string): Readonly<Record<string, unknown>> | undefined =>
    events.findLast(({ type }) => type === name)?.data;
  const storedBytes = Number(dataOf('BackupDataCompleted')?.['bytes_stored']);
  if (Number.isNaN(storedBytes))
    throw new Error(`the history of backup ${backup} does not tell what was stored`);
  const changes = dataOf('BackupTransferStarted')?.['changed_blocks'];
  return { storedBytes, changes: typeof changes === 'string' ? changes : undefined };
};
