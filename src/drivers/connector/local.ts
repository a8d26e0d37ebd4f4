import { readFile, stat } from 'node:fs/promises';
import { isAbsolute } from 'node:path';
import { DeviceNotFound, type AttachedDevice, type ConnectionInfo, type Connector } from './port.js';

/** Files and block devices that are on this host already: connecting means checking and measuring. */
export class LocalConnector implements Connector {
  readonly type = 'local';

  async connect(info: ConnectionInfo): Promise<AttachedDevice> {
    const path = devicePath(info);
    try {
      return { path, sizeBytes: await sizeOf(path) };
    } catch (error) {
      if (error instanceof DeviceNotFound) throw error;
      throw new DeviceNotFound(`the device ${path} cannot be reached: ${String(error)}`, { cause: error });
    }
  }

  /** Nothing was set up, so nothing is taken down. */
  async disconnect(): Promise<void> {}
}

const devicePath = (info: ConnectionInfo): string => {
  const path = info.data['device_path'];
  if (info.driver_volume_type !== 'local' || typeof path !== 'string' || !isAbsolute(path)) {
    throw new DeviceNotFound(
      'the connection info does not name a local device: an absolute device_path is needed',
    );
  }
  return path;
};

const sizeOf = async (path: string): Promise<number> => {
  const status = await stat(path, { bigint: true });
  if (status.isFile()) return Number(status.size);
  if (status.isBlockDevice()) return blockDeviceSize(status.rdev);
  throw new DeviceNotFound(`${path} is neither a file nor a block device`);
};

/** A block device's own size field is 0; the kernel tells its length in sectors of 512 bytes, whatever the device uses. */
const blockDeviceSize = async (rdev: bigint): Promise<number> => {
  const sectors = await readFile(`/sys/dev/block/${majorOf(rdev)}:${minorOf(rdev)}/size`, 'utf8');
  return Number(sectors.trim()) * 512;
};

/** The halves of a device number are interleaved: see makedev(3). */
const majorOf = (rdev: bigint): bigint => ((rdev >> 8n) & 0xfffn) | ((rdev >> 32n) & ~0xfffn);
const minorOf = (rdev: bigint): bigint => (rdev & 0xffn) | ((rdev >> 12n) & 0xffffff00n);
