import { truncate } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Cloud } from '../../test/support/e2e-cloud.js';
import { httpLoad, type LoadResult } from '../http-load.js';
import type { Service } from '../service.js';
import { latency, type Latency } from '../statistics.js';
import { headers } from './questions.js';

const POLL_MS = 50;
const AT_ONCE = 8;

/** Volumes that hold next to nothing: what is measured is the request, although the backups are really made. */
export const smallVolumes = async (
  service: Service,
  cloud: Cloud,
  count: number,
): Promise<readonly string[]> => {
  const volumes: string[] = [];
  while (volumes.length < count) {
    const made = await Promise.all(Array.from({ length: AT_ONCE }, () => cloud.volume()));
    for (const { id } of made) await truncate(service.volumePath(id), 2 ** 20);
    volumes.push(...made.map(({ id }) => id));
  }
  return volumes.slice(0, count);
};

/** Asks for one backup of each volume, and waits in the end until the volumes are free again. */
export const postLoad = async (
  service: Service,
  cloud: Cloud,
  volumes: readonly string[],
  connections: number,
): Promise<LoadResult> => {
  const path = `/v3/${cloud.api.projectId}/backups`;
  const waiting = volumes.values();
  const result = await httpLoad({
    url: service.url,
    connections,
    headers,
    seconds: Number.POSITIVE_INFINITY,
    next: () => {
      const { value } = waiting.next();
      const body = JSON.stringify({ backup: { volume_id: value } });
      return value === undefined ? undefined : { method: 'POST', path, body };
    },
  });
  for (const id of volumes) await untilFree(cloud, id);
  return result;
};

/** One request at a time, each when the backup before it is done: what a caller waits who is alone. */
export const quietPosts = async (
  service: Service,
  cloud: Cloud,
  volumes: readonly string[],
): Promise<Latency> => {
  const times: number[] = [];
  for (const id of volumes) times.push((await postLoad(service, cloud, [id], 1)).p50);
  return latency(times);
};

const untilFree = async (cloud: Cloud, id: string): Promise<void> => {
  while ((await cloud.show('volumes', id)).status !== 'available') await sleep(POLL_MS);
};
