import type { Pool, PoolReader } from '../api/scheduler-stats/pool-reader.js';
import type { Clock } from '../domain/shared/clock.js';
import { toCinderTime } from '../domain/shared/time.js';
import type { VolumeDriver } from '../drivers/volume/port.js';

/** The pool of the one volume backend, as its driver reports it. */
export class DriverPools implements PoolReader {
  constructor(
    private readonly volumes: VolumeDriver,
    private readonly poolName: string,
    private readonly backend: string,
    private readonly clock: Clock,
  ) {}

  async pools(): Promise<readonly Pool[]> {
    const { totalGib, freeGib } = await this.volumes.stats();
    return [
      {
        name: this.poolName,
        capabilities: {
          volume_backend_name: this.backend,
          // Cinder's word for backends that no company stands behind; Tempest looks for it.
          vendor_name: 'Open Source',
          driver_version: '1.0.0',
          storage_protocol: this.volumes.capabilities.storageProtocol,
          total_capacity_gb: totalGib,
          free_capacity_gb: freeGib,
          allocated_capacity_gb: totalGib - freeGib,
          reserved_percentage: 0,
          thin_provisioning_support: true,
          thick_provisioning_support: false,
          multiattach: false,
          QoS_support: false,
          backend_state: 'up',
          timestamp: toCinderTime(this.clock.now()),
          location_info: null,
          filter_function: null,
          goodness_function: null,
        },
      },
    ];
  }
}
