/**
 * A connector (Cinder's os-brick role) turns connection info into a path that can be opened on this host.
 * Contract: test/contract/connector.contract.ts.
 */

/** What a volume driver answers to `initialize_connection` (spec/volume-drivers.md section 3). */
export interface ConnectionInfo {
  readonly driver_volume_type: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** A device or file on this host, ready to be opened for reading or writing (never truncated). */
export interface AttachedDevice {
  readonly path: string;
  readonly sizeBytes: number;
}

export interface Connector {
  /** The `driver_volume_type` it serves. */
  readonly type: string;
  /** Idempotent. @throws DeviceNotFound the connection info leads to nothing */
  connect(info: ConnectionInfo): Promise<AttachedDevice>;
  /** Idempotent; disconnecting what was never connected succeeds. */
  disconnect(info: ConnectionInfo): Promise<void>;
}

export class DeviceNotFound extends Error {
  override readonly name = 'DeviceNotFound';
}
