import { mkdir, chmod, open, realpath } from 'node:fs/promises';
import { dirname, relative, resolve, sep } from 'node:path';
import { refuseContainerName } from './container-name.js';
import { ContainerRefused } from './port.js';
import { hasCode } from './store-error.js';

/** Group members may write, nobody else may read (spec/backup-formats.md section 2.1). */
const CONTAINER_MODE = 0o770;
/** Somebody may remove an empty parent between two of our calls; that often is no coincidence any more. */
const ATTEMPTS = 5;

const isInside = (root: string, path: string): boolean =>
  path === root || path.startsWith(root.endsWith(sep) ? root : root + sep);

/** The real path of the deepest part of a path that exists. */
async function realpathOfExisting(path: string): Promise<string> {
  try {
    return await realpath(path);
  } catch (error) {
    if (!hasCode(error, 'ENOENT') || dirname(path) === path) throw error;
    return realpathOfExisting(dirname(path));
  }
}

/**
 * The directory of a container. Symbolic links may lead elsewhere inside the root, not out of it.
 * @throws ContainerRefused, the file system's error
 */
export async function containerDirectory(root: string, container: string): Promise<string> {
  const refusal = refuseContainerName(container);
  if (refusal !== null) throw new ContainerRefused(`The container cannot be used: ${refusal}.`);
  const path = resolve(root, container);
  const [realRoot, realPath] = await Promise.all([realpathOfExisting(root), realpathOfExisting(path)]);
  if (!isInside(resolve(root), path) || !isInside(realRoot, realPath)) {
    throw new ContainerRefused(
      `The container cannot be used: ${container} leads out of the backup directory.`,
    );
  }
  return path;
}

/** Makes the names in a directory durable. */
export async function syncDirectory(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Creates a directory with its parents, durably; an existing one keeps its mode. */
export async function createContainerDirectory(path: string): Promise<void> {
  const parent = dirname(path);
  for (let attempt = 1; ; attempt++) {
    const firstCreated = await mkdir(parent, { recursive: true });
    try {
      await mkdir(path, CONTAINER_MODE);
      // The umask took bits away at creation.
      await chmod(path, CONTAINER_MODE);
    } catch (error) {
      if (hasCode(error, 'EEXIST')) return requireDirectory(path);
      if (!hasCode(error, 'ENOENT') || attempt === ATTEMPTS) throw error;
      continue;
    }
    return syncAncestors(path, dirname(firstCreated ?? path));
  }
}

async function requireDirectory(path: string): Promise<void> {
  const handle = await open(`${path}${sep}.`, 'r');
  await handle.close();
}

/** Syncs the directories above `path` up to `top`, each of which holds a name that may be new. */
async function syncAncestors(path: string, top: string): Promise<void> {
  const steps = relative(top, path).split(sep).length;
  let directory = path;
  for (let step = 0; step < steps; step++) {
    directory = dirname(directory);
    await syncDirectory(directory);
  }
}
