import { snapshotAggregate } from '../../domain/snapshot/snapshot.state.js';
import { volumeAggregate } from '../../domain/volume/volume.state.js';
import type { ConnectionInfo } from '../../drivers/connector/port.js';
import type {
  BackupPoints,
  DeviceKind,
  ImportedCopy,
  ImportSource,
  ManageableDevice,
  StoredBackup,
  VolumeDriver,
  VolumeDriverCapabilities,
} from '../../drivers/volume/port.js';
import type { AggregateStore } from '../aggregate-store.js';
import { RoutedPoints } from './routed-points.js';
import type { VolumeBackends } from './volume-backends.js';

/**
 * All backends as one: each call goes to the backend that the volume's own stream names, whatever a step or another process
 * believes. Snapshots are where their volume is, and so are copies of either.
 */
export class RoutedVolumes implements VolumeDriver {
  constructor(
    private readonly store: AggregateStore,
    private readonly backends: VolumeBackends,
  ) {}

  /** What every backend can do. */
  get capabilities(): VolumeDriverCapabilities {
    const all = this.backends.all.map(({ driver }) => driver.capabilities);
    return {
      storageProtocol: all[0]?.storageProtocol ?? '',
      newVolumesReadZero: all.every((one) => one.newVolumesReadZero),
      supportsSnapshotAttach: all.every((one) => one.supportsSnapshotAttach),
      pointInTimeCopies: all.every((one) => one.pointInTimeCopies),
    };
  }

  get backupPoints(): BackupPoints | null {
    const able = this.backends.all.some(({ driver }) => driver.backupPoints !== null);
    return able ? new RoutedPoints(this.backends, (volumeId) => this.ofVolume(volumeId)) : null;
  }

  async checkForSetupError(): Promise<void> {
    for (const { driver } of this.backends.all) await driver.checkForSetupError();
  }

  async createVolume(volumeId: string, sizeGib: number): Promise<void> {
    await (await this.ofVolume(volumeId)).createVolume(volumeId, sizeGib);
  }

  async createVolumeFromSnapshot(volumeId: string, sizeGib: number, snapshotId: string): Promise<void> {
    await (await this.ofVolume(volumeId)).createVolumeFromSnapshot(volumeId, sizeGib, snapshotId);
  }

  async createClonedVolume(volumeId: string, sizeGib: number, sourceVolumeId: string): Promise<void> {
    await (await this.ofVolume(volumeId)).createClonedVolume(volumeId, sizeGib, sourceVolumeId);
  }

  async createVolumeFromBackup(
    volumeId: string,
    sizeGib: number,
    backup: StoredBackup,
  ): Promise<{ readonly bytes_written: number } | null> {
    const driver = await this.ofVolume(volumeId);
    return (await driver.createVolumeFromBackup?.(volumeId, sizeGib, backup)) ?? null;
  }

  async extendVolume(volumeId: string, newSizeGib: number): Promise<void> {
    await (await this.ofVolume(volumeId)).extendVolume(volumeId, newSizeGib);
  }

  async deleteVolume(volumeId: string): Promise<void> {
    await (await this.ofVolume(volumeId)).deleteVolume(volumeId);
  }

  async createSnapshot(snapshotId: string, volumeId: string): Promise<void> {
    await (await this.ofVolume(volumeId)).createSnapshot(snapshotId, volumeId);
  }

  async deleteSnapshot(snapshotId: string): Promise<void> {
    await (await this.of('snapshot', snapshotId)).deleteSnapshot(snapshotId);
  }

  async prepareRevert(volumeId: string, snapshotId: string, revertId: string): Promise<string> {
    return (await this.ofVolume(volumeId)).prepareRevert(volumeId, snapshotId, revertId);
  }

  async revertVolume(volumeId: string, copy: string): Promise<void> {
    await (await this.ofVolume(volumeId)).revertVolume(volumeId, copy);
  }

  async discardRevert(volumeId: string, copy: string): Promise<void> {
    await (await this.ofVolume(volumeId)).discardRevert(volumeId, copy);
  }

  async identityOf(volumeId: string): Promise<string> {
    return (await this.ofVolume(volumeId)).identityOf(volumeId);
  }

  async prepareImport(volumeId: string, importId: string, source: ImportSource): Promise<ImportedCopy> {
    return (await this.ofVolume(volumeId)).prepareImport(volumeId, importId, source);
  }

  async placeImport(volumeId: string, copy: string): Promise<void> {
    await (await this.ofVolume(volumeId)).placeImport(volumeId, copy);
  }

  async discardImport(volumeId: string, copy: string): Promise<void> {
    await (await this.ofVolume(volumeId)).discardImport(volumeId, copy);
  }

  async discardImports(volumeId: string, importId: string): Promise<void> {
    await (await this.ofVolume(volumeId)).discardImports(volumeId, importId);
  }

  async removeLeft(volumeId: string, identity: string): Promise<void> {
    await (await this.ofVolume(volumeId)).removeLeft(volumeId, identity);
  }

  async listManageable(kind: DeviceKind): Promise<readonly ManageableDevice[]> {
    return (await Promise.all(this.backends.all.map(({ driver }) => driver.listManageable(kind)))).flat();
  }

  findManageable(kind: DeviceKind, name: string): Promise<ManageableDevice> {
    return this.backends.at(null).driver.findManageable(kind, name);
  }

  async adopt(
    kind: DeviceKind,
    id: string,
    device: Pick<ManageableDevice, 'name' | 'identity'>,
    sizeGib: number,
  ): Promise<void> {
    await (await this.of(kind, id)).adopt(kind, id, device, sizeGib);
  }

  async unmanageVolume(volumeId: string): Promise<void> {
    await (await this.ofVolume(volumeId)).unmanageVolume(volumeId);
  }

  async initializeConnection(kind: DeviceKind, id: string): Promise<ConnectionInfo> {
    return (await this.of(kind, id)).initializeConnection(kind, id);
  }

  async terminateConnection(kind: DeviceKind, id: string): Promise<void> {
    await (await this.of(kind, id)).terminateConnection(kind, id);
  }

  async stats(): Promise<{ totalGib: number; freeGib: number }> {
    const all = await Promise.all(this.backends.all.map(({ driver }) => driver.stats()));
    return {
      totalGib: all.reduce((sum, { totalGib }) => sum + totalGib, 0),
      freeGib: all.reduce((sum, { freeGib }) => sum + freeGib, 0),
    };
  }

  private of(kind: DeviceKind, id: string): Promise<VolumeDriver> {
    return kind === 'volume' ? this.ofVolume(id) : this.ofSnapshot(id);
  }

  private async ofSnapshot(id: string): Promise<VolumeDriver> {
    const { state } = await this.store.load(snapshotAggregate, id);
    return state === null ? this.backends.at(null).driver : this.ofVolume(state.volume_id);
  }

  private async ofVolume(id: string): Promise<VolumeDriver> {
    const { state } = await this.store.load(volumeAggregate, id);
    return this.backends.at(state?.host ?? state?.planned_host ?? null).driver;
  }
}
