import type { Pool, PoolReader } from '../api/scheduler-stats/pool-reader.js';
import { poolCapabilities } from '../commands/backends/pool-capabilities.js';
import type { VolumeBackend } from '../commands/backends/volume-backends.js';
import type { Clock } from '../domain/shared/clock.js';
import { toCinderTime } from '../domain/shared/time.js';

/** The pool of each volume backend, as its driver reports it. */
export class DriverPools implements PoolReader {
  constructor(
    private readonly backends: readonly VolumeBackend[],
    private readonly host: string,
    private readonly clock: Clock,
  ) {}

  pools(): Promise<readonly Pool[]> {
    return Promise.all(this.backends.map((backend) => this.pool(backend)));
  }

  private async pool(backend: VolumeBackend): Promise<Pool> {
    return {
      name: `${this.host}@${backend.name}#${backend.pool}`,
      capabilities: {
        ...poolCapabilities(backend, await backend.driver.stats()),
        timestamp: toCinderTime(this.clock.now()),
        location_info: null,
        filter_function: null,
        goodness_function: null,
      },
    };
  }
}
