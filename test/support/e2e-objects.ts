import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** Where the posix driver keeps a backup that was created without a container. */
export const containerOf = (backupId: string): string =>
  join(backupId.slice(0, 2), backupId.slice(2, 4), backupId);

/** Names of a backup's complete objects, chunks in order; none when there is no directory. */
export const objectsIn = async (directory: string): Promise<readonly string[]> => {
  const names = await readdir(directory).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  return names.filter((name) => !name.startsWith('.')).sort();
};

export const chunksIn = async (directory: string): Promise<readonly string[]> =>
  (await objectsIn(directory)).filter((name) => /-\d{5,}$/.test(name));

/** Waits in steps short enough to catch an operation in its middle. */
export const untilTrue = async (
  what: string,
  check: () => Promise<boolean>,
  withinMs = 120_000,
): Promise<void> => {
  const deadline = performance.now() + withinMs;
  while (!(await check())) {
    if (performance.now() > deadline) throw new Error(`${what}: not within ${withinMs} ms`);
    await sleep(2);
  }
};
