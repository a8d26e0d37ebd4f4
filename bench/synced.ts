import { open } from 'node:fs/promises';

/** What was written before is on the disk, so that it is no part of what is measured next. */
export const synced = async (path: string): Promise<void> => {
  await using file = await open(path, 'r+');
  await file.sync();
};
