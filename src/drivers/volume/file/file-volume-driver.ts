import { access, constants, mkdir, open, stat, statfs } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { ConnectionInfo } from '../../connector/port.js';
import {
  VolumeBackendError,
  VolumeNotFound,
  type DeviceKind,
  type ImportedCopy,
  type ImportSource,
  type ManageableDevice,
  type VolumeDriver,
  type VolumeDriverCapabilities,
} from '../port.js';
import { copyDevice } from './copy-device.js';
import { FileManaging } from './file-managing.js';
import { errnoOf, explained } from './failure-text.js';
import { FileBackupPoints } from './file-backup-points.js';
import { fileIdentity, removeIdentified } from './file-identity.js';
import { exists, NewFiles, syncDirectory, unlinkIfThere } from './new-file.js';
import { sharesBlocks } from './shares-blocks.js';
import { copySparse } from './sparse-copy.js';
import { StagedCopies } from './staged-copies.js';
import { tellsChanges } from './tells-changes.js';
import { VolumePaths } from './volume-paths.js';

const GIB = 2 ** 30;
/** As Cinder's file-backed drivers: the service and its group, nobody else. */
const VOLUME_MODE = 0o660;
const SNAPSHOT_MODE = 0o440;

/**
 * Volumes as raw sparse files `<root>/volume-<id>`, snapshots as `<root>/snapshots/snapshot-<id>`. Copies share blocks
 * where the file system can (xfs, btrfs), and are then of one moment whoever writes meanwhile; elsewhere they take time
 * and space, and a volume that is written to is copied piece by piece. The capabilities say which of the two it is.
 */
export class FileVolumeDriver implements VolumeDriver {
  capabilities: VolumeDriverCapabilities = {
    storageProtocol: 'file',
    newVolumesReadZero: true,
    supportsSnapshotAttach: true,
    pointInTimeCopies: false,
  };
  backupPoints: FileBackupPoints | null = null;
  private readonly paths: VolumePaths;
  private readonly newFiles = new NewFiles();
  private readonly reverts: StagedCopies;
  private readonly imports: StagedCopies;
  private readonly managing: FileManaging;

  /** `root` is an absolute path; {@link checkForSetupError} creates it. */
  constructor(root: string) {
    this.paths = new VolumePaths(root);
    this.reverts = new StagedCopies('revert', this.paths, this.newFiles);
    this.managing = new FileManaging(this.paths);
    this.imports = new StagedCopies('import', this.paths, this.newFiles);
  }

  async checkForSetupError(): Promise<void> {
    await explained('prepare the volume directory', this.paths.root, async () => {
      for (const directory of this.paths.directories) await this.prepare(directory);
      const pointInTimeCopies = await sharesBlocks(this.paths.root);
      this.capabilities = { ...this.capabilities, pointInTimeCopies };
      const tells = pointInTimeCopies && (await tellsChanges(this.paths.root));
      if (tells) await this.prepare(this.paths.pointsDirectory);
      this.backupPoints = tells ? new FileBackupPoints(this.paths, this.newFiles) : null;
    });
  }

  async createVolume(volumeId: string, sizeGib: number): Promise<void> {
    const path = this.paths.of('volume', volumeId);
    await explained(`create volume ${volumeId}`, path, () =>
      this.newFiles.create(path, VOLUME_MODE, (file) => file.truncate(sizeGib * GIB)),
    );
  }

  async createVolumeFromSnapshot(volumeId: string, sizeGib: number, snapshotId: string): Promise<void> {
    await this.copyToVolume(volumeId, sizeGib, 'snapshot', snapshotId);
  }

  async createClonedVolume(volumeId: string, sizeGib: number, sourceVolumeId: string): Promise<void> {
    await this.copyToVolume(volumeId, sizeGib, 'volume', sourceVolumeId);
  }

  async extendVolume(volumeId: string, newSizeGib: number): Promise<void> {
    const path = this.paths.of('volume', volumeId);
    await explained(`extend volume ${volumeId}`, path, async () => {
      const size = await this.sizeOf('volume', volumeId);
      await using file = await open(path, 'r+');
      if (size < newSizeGib * GIB) await file.truncate(newSizeGib * GIB);
      await file.sync();
    });
  }

  async deleteVolume(volumeId: string): Promise<void> {
    await this.removePoints(volumeId);
    await this.removeCopies(volumeId);
    await this.remove('volume', volumeId);
  }

  async createSnapshot(snapshotId: string, volumeId: string): Promise<void> {
    const path = this.paths.of('snapshot', snapshotId);
    await explained(`create snapshot ${snapshotId}`, path, () =>
      this.newFiles.create(path, SNAPSHOT_MODE, async (_file, temporary) => {
        await this.sizeOf('volume', volumeId);
        await copySparse(this.paths.of('volume', volumeId), temporary);
      }),
    );
  }

  async deleteSnapshot(snapshotId: string): Promise<void> {
    await this.remove('snapshot', snapshotId);
  }

  async prepareRevert(volumeId: string, snapshotId: string, revertId: string): Promise<string> {
    const attempt = `copy snapshot ${snapshotId} for volume ${volumeId}`;
    return explained(attempt, this.paths.root, async () => {
      await this.sizeOf('volume', volumeId);
      await this.sizeOf('snapshot', snapshotId);
      return this.reverts.create(volumeId, revertId, (_file, temporary) =>
        copySparse(this.paths.of('snapshot', snapshotId), temporary),
      );
    });
  }

  async revertVolume(volumeId: string, copy: string): Promise<void> {
    const path = this.paths.of('volume', volumeId);
    await explained(`revert volume ${volumeId}`, path, async () => {
      // A volume that is gone is not made anew by a late call.
      await this.sizeOf('volume', volumeId);
      await this.reverts.takePlace(volumeId, copy);
    });
  }

  async discardRevert(volumeId: string, copy: string): Promise<void> {
    const attempt = `remove a copy for volume ${volumeId}`;
    await explained(attempt, this.paths.root, () => this.reverts.discard(volumeId, copy));
  }

  identityOf(volumeId: string): Promise<string> {
    const path = this.paths.of('volume', volumeId);
    return explained(`identify volume ${volumeId}`, path, async () => {
      await this.sizeOf('volume', volumeId);
      return fileIdentity(path);
    });
  }

  async prepareImport(volumeId: string, importId: string, source: ImportSource): Promise<ImportedCopy> {
    return explained(`copy ${source.path} for volume ${volumeId}`, this.paths.root, async () => {
      const copy = await this.imports.create(volumeId, importId, (file) => copyDevice(source, file));
      return { copy, identity: await fileIdentity(this.imports.pathOf(volumeId, copy)) };
    });
  }

  async placeImport(volumeId: string, copy: string): Promise<void> {
    const path = this.paths.of('volume', volumeId);
    await explained(`place volume ${volumeId}`, path, () => this.imports.takePlace(volumeId, copy));
  }

  async discardImport(volumeId: string, copy: string): Promise<void> {
    await explained(`remove a copy for volume ${volumeId}`, this.paths.root, () =>
      this.imports.discard(volumeId, copy),
    );
  }

  async discardImports(volumeId: string, importId: string): Promise<void> {
    await explained(`remove copies for volume ${volumeId}`, this.paths.root, () =>
      this.imports.discardOf(volumeId, importId),
    );
  }

  async removeLeft(volumeId: string, identity: string): Promise<void> {
    const path = this.paths.of('volume', volumeId);
    await explained(`remove what is left of volume ${volumeId}`, path, async () => {
      await removeIdentified(path, identity);
      // Points of a volume that has come back are too old at worst.
      if (!(await exists(path))) await this.removePoints(volumeId);
    });
  }

  listManageable(kind: DeviceKind): Promise<readonly ManageableDevice[]> {
    return explained(`list ${kind}s`, this.paths.root, () => this.managing.list(kind));
  }

  findManageable(kind: DeviceKind, name: string): Promise<ManageableDevice> {
    return explained(`find ${name}`, this.paths.root, () => this.managing.find(kind, name));
  }

  async adopt(
    kind: DeviceKind,
    id: string,
    device: Pick<ManageableDevice, 'name' | 'identity'>,
    sizeGib: number,
  ): Promise<void> {
    const mode = kind === 'volume' ? VOLUME_MODE : SNAPSHOT_MODE;
    const form = { mode, sizeBytes: sizeGib * GIB };
    await explained(`take ${device.name} over as ${kind} ${id}`, this.paths.root, () =>
      this.managing.adopt(kind, id, device, form),
    );
  }

  async unmanageVolume(volumeId: string): Promise<void> {
    await this.removePoints(volumeId);
    await this.removeCopies(volumeId);
  }

  async initializeConnection(kind: DeviceKind, id: string): Promise<ConnectionInfo> {
    const path = this.paths.of(kind, id);
    await explained(`export ${kind} ${id}`, path, () => this.sizeOf(kind, id));
    return { driver_volume_type: 'local', data: { device_path: path } };
  }

  /** A local file needs no export, so there is nothing to undo. */
  async terminateConnection(): Promise<void> {}

  async stats(): Promise<{ totalGib: number; freeGib: number }> {
    const { blocks, bavail, bsize } = await explained('measure free space', this.paths.root, () =>
      statfs(this.paths.root),
    );
    return { totalGib: inGib(blocks * bsize), freeGib: inGib(bavail * bsize) };
  }

  private async prepare(directory: string): Promise<void> {
    await mkdir(directory, { recursive: true, mode: 0o750 });
    await this.newFiles.removeLeftovers(directory);
    // Missing rights show now instead of at the first volume.
    await access(directory, constants.R_OK | constants.W_OK | constants.X_OK);
    await syncDirectory(dirname(directory));
  }

  private async removePoints(volumeId: string): Promise<void> {
    for (const backupId of (await this.backupPoints?.list(volumeId)) ?? []) {
      await this.backupPoints?.drop({ volumeId, backupId });
    }
  }

  private async removeCopies(volumeId: string): Promise<void> {
    await explained(`remove copies for volume ${volumeId}`, this.paths.root, async () => {
      await this.reverts.discardAll(volumeId);
      await this.imports.discardAll(volumeId);
    });
  }

  private async copyToVolume(
    volumeId: string,
    sizeGib: number,
    kind: DeviceKind,
    sourceId: string,
  ): Promise<void> {
    const path = this.paths.of('volume', volumeId);
    await explained(`create volume ${volumeId} from ${kind} ${sourceId}`, path, () =>
      this.newFiles.create(path, VOLUME_MODE, async (file, temporary) => {
        if ((await this.sizeOf(kind, sourceId)) > sizeGib * GIB) {
          throw new VolumeBackendError(`${kind} ${sourceId} is larger than the new volume's ${sizeGib} GiB`);
        }
        await copySparse(this.paths.of(kind, sourceId), temporary);
        await file.truncate(sizeGib * GIB);
      }),
    );
  }

  private async remove(kind: DeviceKind, id: string): Promise<void> {
    const path = this.paths.of(kind, id);
    await explained(`delete ${kind} ${id}`, path, async () => {
      await unlinkIfThere(path);
      await syncDirectory(dirname(path));
    });
  }

  /** Bytes. @throws VolumeNotFound */
  private async sizeOf(kind: DeviceKind, id: string): Promise<number> {
    try {
      return (await stat(this.paths.of(kind, id))).size;
    } catch (error) {
      if (errnoOf(error) !== 'ENOENT') throw error;
      throw new VolumeNotFound(`${kind} ${id} does not exist on the backend`, { cause: error });
    }
  }
}

/** Two decimals, as Cinder's drivers report capacities. */
const inGib = (bytes: number): number => Math.floor((bytes / GIB) * 100) / 100;
