import { chmod, link, lstat, open, readdir, rename } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { VolumeBackendError, VolumeNotFound, type DeviceKind, type ManageableDevice } from '../port.js';
import { errnoOf } from './failure-text.js';
import { fileIdentity, identityIfThere } from './file-identity.js';
import { syncDirectory, unlinkIfThere } from './new-file.js';
import { isUuid, type VolumePaths } from './volume-paths.js';

/** One visible file of the directory itself: no path, nothing of ours that is under way. */
const NAME = /^[^./\0][^/\0]{0,254}$/;

/** Files of the backend's directory as the things that could be taken over; links and directories never are. */
export class FileManaging {
  constructor(private readonly paths: VolumePaths) {}

  async list(kind: DeviceKind): Promise<readonly ManageableDevice[]> {
    const found: ManageableDevice[] = [];
    for (const name of await readdir(this.directoryOf(kind))) {
      const device = NAME.test(name) ? await this.ifThere(kind, name) : null;
      if (device !== null) found.push(device);
    }
    return found;
  }

  async find(kind: DeviceKind, name: string): Promise<ManageableDevice> {
    if (name === '') throw new VolumeBackendError('Reference must contain source-name element.');
    if (!NAME.test(name)) {
      throw new VolumeBackendError(`${JSON.stringify(name)} is not the name of a file in the directory`);
    }
    const device = await this.ifThere(kind, name);
    if (device !== null) return device;
    throw new VolumeNotFound(`there is no ${kind} ${JSON.stringify(name)} to be taken over`);
  }

  async adopt(
    kind: DeviceKind,
    id: string,
    { name, identity }: Pick<ManageableDevice, 'name' | 'identity'>,
    { mode, sizeBytes }: { readonly mode: number; readonly sizeBytes: number },
  ): Promise<void> {
    const path = this.paths.of(kind, id);
    if ((await identityIfThere(path)) !== identity) await this.rename(kind, name, { path, identity });
    await chmod(path, 0o660);
    await using file = await open(path, 'r+');
    if ((await file.stat()).size < sizeBytes) await file.truncate(sizeBytes);
    await file.chmod(mode);
    await file.sync();
    await syncDirectory(dirname(path));
  }

  /** What is there under the old name is looked at again under the new one: another file gets its name back. */
  private async rename(
    kind: DeviceKind,
    name: string,
    { path, identity }: { readonly path: string; readonly identity: string },
  ): Promise<void> {
    const { identity: now } = await this.find(kind, name);
    const from = join(this.directoryOf(kind), name);
    if (now === identity) await rename(from, path);
    if (now === identity && (await fileIdentity(path)) === identity) return;
    if (now === identity) {
      await link(path, from);
      await unlinkIfThere(path);
    }
    throw new VolumeBackendError(`${JSON.stringify(name)} is not the file that was found under that name`);
  }

  private async ifThere(kind: DeviceKind, name: string): Promise<ManageableDevice | null> {
    const path = join(this.directoryOf(kind), name);
    try {
      const status = await lstat(path);
      if (!status.isFile()) return null;
      const id = name.startsWith(`${kind}-`) ? name.slice(kind.length + 1) : '';
      return { name, sizeBytes: status.size, identity: await fileIdentity(path), id: isUuid(id) ? id : null };
    } catch (error) {
      if (errnoOf(error) === 'ENOENT') return null;
      throw error;
    }
  }

  private directoryOf(kind: DeviceKind): string {
    return kind === 'volume' ? this.paths.root : this.paths.snapshotsDirectory;
  }
}
