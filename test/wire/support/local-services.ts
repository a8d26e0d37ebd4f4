import type { Service, ServiceReader } from '../../../src/api/services/service-reader.js';

export interface LocalServicesOptions {
  readonly host: string;
  /** Names of the volume backends of this process. */
  readonly backends: readonly string[];
  readonly zone: string;
  /** Now, `YYYY-MM-DDTHH:MM:SS.ffffff`. */
  now(): string;
}

/** The services of one process that runs every role: it answers, so all of them are up. */
export class LocalServices implements ServiceReader {
  constructor(private readonly options: LocalServicesOptions) {}

  async services(): Promise<readonly Service[]> {
    const { host, backends } = this.options;
    return [
      this.#service('cinder-backup', host),
      ...backends.map((backend) => this.#service('cinder-volume', `${host}@${backend}`)),
      this.#service('cinder-scheduler', host),
    ];
  }

  #service(binary: Service['binary'], host: string): Service {
    return {
      binary,
      host,
      zone: this.options.zone,
      disabled: false,
      disabled_reason: null,
      up: true,
      // The column keeps whole seconds.
      updated_at: `${this.options.now().slice(0, 19)}.000000`,
      cluster: null,
      replication_status: 'disabled',
      active_backend_id: null,
      frozen: false,
      backend_up: true,
    };
  }
}
