import type { Cloud } from '../../test/support/e2e-cloud.js';
import { preparedVolume } from '../prepared-volume.js';
import type { Service } from '../service.js';

const COUNT = 2;
const PATIENCE_MS = 30 * 60_000;

/** Does something while two backups are running all the time; each is removed when it is there, and another begins. */
export const withBackupsBeside = async <T>(
  service: Service,
  cloud: Cloud,
  sizeMib: number,
  work: () => Promise<T>,
): Promise<T> => {
  const over = new AbortController();
  const volumes: string[] = [];
  for (let seed = 0; seed < COUNT; seed++) volumes.push(await preparedVolume(service, cloud, sizeMib, seed));
  const again = async (volume: string): Promise<void> => {
    while (!over.signal.aborted) {
      const id = await cloud.startBackup(volume);
      await cloud.until('backups', id, 'available', PATIENCE_MS);
      await cloud.remove('backups', id);
    }
  };
  const beside = Promise.all(volumes.map(again));
  beside.catch(() => undefined);
  try {
    return await work();
  } finally {
    over.abort();
    await beside;
    for (const id of volumes) await cloud.remove('volumes', id);
  }
};
