import { VolumeBackendError, type VolumeDriver } from '../../drivers/volume/port.js';

/** A configured volume backend with its driver. */
export interface VolumeBackend {
  /** Its part in `host@backend#pool`. */
  readonly name: string;
  /** `volume_backend_name`, which is the name of its one pool as well. */
  readonly pool: string;
  readonly driver: VolumeDriver;
  /** What its operator says of it, as Cinder's option of this name. */
  readonly extraCapabilities?: Readonly<Record<string, unknown>>;
}

/** `backend` of `host@backend#pool`. */
const backendOf = (host: string): string => /@([^#]*)/.exec(host)?.[1] ?? '';

/** The backends of this process, found by the hosts that volumes have. */
export class VolumeBackends {
  constructor(
    /** The first takes what nothing else is said about. */
    readonly all: readonly [VolumeBackend, ...VolumeBackend[]],
    private readonly host: string,
  ) {}

  /** Null host: not made yet, so of the first one. @throws VolumeBackendError */
  at(host: string | null): VolumeBackend {
    if (host === null) return this.all[0];
    const found = this.find(host);
    if (found !== undefined) return found;
    throw new VolumeBackendError(`the volume backend ${backendOf(host)} (of ${host}) is not configured`);
  }

  find(host: string): VolumeBackend | undefined {
    return this.all.find(({ name }) => name === backendOf(host));
  }

  /** `host@backend#pool` of what is made by this process. */
  hostOf({ name, pool }: VolumeBackend): string {
    return `${this.host}@${name}#${pool}`;
  }
}
