import { Inject, Injectable } from '@nestjs/common';
import { VolumeBackendError, type DeviceKind, type VolumeDriver } from '../drivers/volume/port.js';
import type { AttachedDevice, ConnectionInfo, Connector } from '../drivers/connector/port.js';
import { failureText } from './failure.js';
import { CONNECTORS, VOLUME_DRIVER } from './tokens.js';

/** The device could not be opened on this host. The text is that of the cause. */
export class AttachFailed extends Error {
  override readonly name = 'AttachFailed';
}

/** The way from a volume or snapshot to a path on this host, and back (spec/volume-drivers.md section 2). */
@Injectable()
export class DeviceAttachment {
  constructor(
    @Inject(VOLUME_DRIVER) private readonly volumes: VolumeDriver,
    @Inject(CONNECTORS) private readonly connectors: readonly Connector[],
  ) {}

  /** Makes the device reachable; answers how. Connection info holds credentials and never enters the log. */
  export(kind: DeviceKind, id: string): Promise<ConnectionInfo> {
    return this.volumes.initializeConnection(kind, id);
  }

  /** @throws AttachFailed */
  async attach(kind: DeviceKind, id: string): Promise<AttachedDevice> {
    try {
      const info = await this.volumes.initializeConnection(kind, id);
      return await this.connectorFor(info).connect(info);
    } catch (error) {
      throw new AttachFailed(failureText(error), { cause: error });
    }
  }

  /** Disconnects on this host; a device that is gone is as good as disconnected. */
  async detach(kind: DeviceKind, id: string): Promise<void> {
    const info = await this.volumes.initializeConnection(kind, id).catch(() => null);
    if (info !== null) await this.connectorFor(info).disconnect(info);
  }

  unexport(kind: DeviceKind, id: string): Promise<void> {
    return this.volumes.terminateConnection(kind, id);
  }

  private connectorFor(info: ConnectionInfo): Connector {
    const found = this.connectors.find(({ type }) => type === info.driver_volume_type);
    if (found !== undefined) return found;
    throw new VolumeBackendError(`Invalid InitiatorConnector protocol specified ${info.driver_volume_type}`);
  }
}
