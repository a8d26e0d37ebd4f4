import type { Service, ServiceReader } from '../api/services/service-reader.js';
import type { KnownServices } from '../commands/known-services.js';

const binaries: readonly Service['binary'][] = ['cinder-backup', 'cinder-volume', 'cinder-scheduler'];

/** Services as the processes report them, in Cinder's rows. */
export class ReportedServices implements ServiceReader {
  constructor(private readonly known: KnownServices) {}

  async services(): Promise<readonly Service[]> {
    const known = await this.known.list();
    return binaries.flatMap((binary) =>
      known
        .filter((service) => service.binary === binary)
        .map(({ host, zone, up, disabled, disabled_reason, frozen, updated_at }) => ({
          binary,
          host,
          zone,
          disabled,
          disabled_reason,
          up,
          // The column keeps whole seconds.
          updated_at: `${updated_at.slice(0, 19)}.000000`,
          cluster: null,
          replication_status: 'disabled',
          active_backend_id: null,
          frozen,
          backend_up: up,
        })),
    );
  }
}
