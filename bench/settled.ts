import { execFile } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';

const PAUSE_MS = 500;

/** What was removed is given back to the disk and what was written is on it, so that the next step does not pay for the last one. */
export const settled = async (directory: string): Promise<void> => {
  await promisify(execFile)('sync', ['-f', directory]);
  await sleep(PAUSE_MS);
};
