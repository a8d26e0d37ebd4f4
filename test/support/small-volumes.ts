import { truncate } from 'node:fs/promises';
import { join } from 'node:path';
import type { DeviceKind, ManageableDevice } from '../../src/drivers/volume/port.js';
import { FileVolumeDriver } from '../../src/drivers/volume/file/file-volume-driver.js';

/** Bytes that a "GiB" of a test volume has: one object and a bit. */
export const SMALL_GIB = 60_000;

/** The file driver with gigabytes of 60 kB, so that hundreds of backups fit into a test. */
export class SmallVolumes extends FileVolumeDriver {
  constructor(private readonly directory: string) {
    super(directory);
  }

  override async createVolume(id: string, sizeGib: number): Promise<void> {
    await super.createVolume(id, sizeGib);
    await this.shrink(id, sizeGib);
  }

  override async createVolumeFromSnapshot(id: string, sizeGib: number, snapshotId: string): Promise<void> {
    await super.createVolumeFromSnapshot(id, sizeGib, snapshotId);
    await this.shrink(id, sizeGib);
  }

  override async createClonedVolume(id: string, sizeGib: number, sourceId: string): Promise<void> {
    await super.createClonedVolume(id, sizeGib, sourceId);
    await this.shrink(id, sizeGib);
  }

  override async extendVolume(id: string, newSizeGib: number): Promise<void> {
    await super.extendVolume(id, newSizeGib);
    await this.shrink(id, newSizeGib);
  }

  override async adopt(
    kind: DeviceKind,
    id: string,
    device: Pick<ManageableDevice, 'name' | 'identity'>,
  ): Promise<void> {
    await super.adopt(kind, id, device, 0);
  }

  /** Knows backups, but can do nothing with them unless a test says otherwise (Faults.run). */
  async createVolumeFromBackup(): Promise<{ readonly bytes_written: number } | null> {
    return null;
  }

  private shrink(id: string, sizeGib: number): Promise<void> {
    return truncate(join(this.directory, `volume-${id}`), sizeGib * SMALL_GIB);
  }
}
