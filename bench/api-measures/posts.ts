import { truncate } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { ApiClient } from '../../test/support/e2e-client.js';
import { Cloud } from '../../test/support/e2e-cloud.js';
import { httpLoad, type LoadResult } from '../http-load.js';
import type { Service } from '../service.js';
import { latency } from '../statistics.js';
import { headersOf } from './questions.js';

const POLL_MS = 50;
const AT_ONCE = 8;
/** Of the volumes, for requests that are made one after the other. */
const QUIET_SHARE = 1 / 8;
/** Its backups stay, and are on nobody's lists. */
const project = 'f00dfeed00000000000000000000b0b0';

/** Requests for backups, in a project of their own: the lists that are measured keep their size. */
export class Posts {
  readonly #service: Service;
  readonly #cloud: Cloud;
  readonly #volumes: readonly string[];

  private constructor(service: Service, cloud: Cloud, volumes: readonly string[]) {
    this.#service = service;
    this.#cloud = cloud;
    this.#volumes = volumes;
  }

  /** With volumes that hold next to nothing: what is measured is the request, although the backups are really made. */
  static async prepare(service: Service, count: number): Promise<Posts> {
    const cloud = new Cloud(new ApiClient(service, project));
    const volumes: string[] = [];
    while (volumes.length < count) {
      const made = await Promise.all(Array.from({ length: AT_ONCE }, () => cloud.volume()));
      for (const { id } of made) await truncate(service.volumePath(id), 2 ** 20);
      volumes.push(...made.map(({ id }) => id));
    }
    return new Posts(service, cloud, volumes.slice(0, count));
  }

  /** Asks for one backup of each volume, and waits in the end until the volumes are free again. */
  load(connections: number): Promise<LoadResult> {
    return this.#load(this.#volumes, connections);
  }

  /** One request at a time, each when the backup before it is done: what a caller waits who is alone. */
  async quiet(): Promise<Pick<LoadResult, 'rate' | 'p50' | 'p99'>> {
    const times: number[] = [];
    const count = Math.ceil(this.#volumes.length * QUIET_SHARE);
    for (const id of this.#volumes.slice(0, count)) times.push((await this.#load([id], 1)).p50);
    // As if the next one were asked for at once.
    const rate = (1000 * times.length) / times.reduce((sum, time) => sum + time, 0);
    return { ...latency(times), rate };
  }

  async #load(volumes: readonly string[], connections: number): Promise<LoadResult> {
    const path = `/v3/${project}/backups`;
    const waiting = volumes.values();
    const result = await httpLoad({
      url: this.#service.url,
      connections,
      headers: headersOf(project),
      seconds: Number.POSITIVE_INFINITY,
      next: () => {
        const { value } = waiting.next();
        const body = JSON.stringify({ backup: { volume_id: value } });
        return value === undefined ? undefined : { method: 'POST', path, body };
      },
    });
    for (const id of volumes) await this.#untilFree(id);
    return result;
  }

  async #untilFree(id: string): Promise<void> {
    while ((await this.#cloud.show('volumes', id)).status !== 'available') await sleep(POLL_MS);
  }
}
