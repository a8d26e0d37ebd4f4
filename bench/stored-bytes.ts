import type { Cloud } from '../test/support/e2e-cloud.js';

/** Bytes of the objects of a backup that is complete, as its history tells. */
export const storedBytes = async (cloud: Cloud, backup: string): Promise<number> => {
  const events = await cloud.events('backups', backup);
  const bytes = Number(events.find(({ type }) => type === 'BackupDataCompleted')?.data['bytes_stored']);
  if (Number.isNaN(bytes)) throw new Error(`the history of backup ${backup} does not tell what was stored`);
  return bytes;
};
