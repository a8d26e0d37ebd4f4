import type { ByteRange } from '../../drivers/backup/port.js';
import type { BackupPoint, BackupPoints, DeviceKind, VolumeDriver } from '../../drivers/volume/port.js';
import type { VolumeBackends } from './volume-backends.js';

/** The points of each volume where the volume is; a backend without points has none and keeps none. */
export class RoutedPoints implements BackupPoints {
  constructor(
    private readonly backends: VolumeBackends,
    private readonly driverOf: (volumeId: string) => Promise<VolumeDriver>,
  ) {}

  async keep(point: BackupPoint, kind: DeviceKind, id: string): Promise<boolean> {
    return (await (await this.pointsOf(point.volumeId))?.keep(point, kind, id)) ?? false;
  }

  async changedExtents(now: BackupPoint, since: BackupPoint): Promise<AsyncIterable<ByteRange> | null> {
    return (await (await this.pointsOf(now.volumeId))?.changedExtents(now, since)) ?? null;
  }

  async list(volumeId: string): Promise<readonly string[]> {
    return (await (await this.pointsOf(volumeId))?.list(volumeId)) ?? [];
  }

  async drop(point: BackupPoint): Promise<void> {
    await (await this.pointsOf(point.volumeId))?.drop(point);
  }

  async relieve(): Promise<number> {
    let given = 0;
    for (const { driver } of this.backends.all) given += (await driver.backupPoints?.relieve()) ?? 0;
    return given;
  }

  private async pointsOf(volumeId: string): Promise<BackupPoints | null> {
    return (await this.driverOf(volumeId)).backupPoints;
  }
}
