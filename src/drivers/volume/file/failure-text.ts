import { VolumeBackendError, VolumeNotFound } from '../port.js';

const REASONS: Readonly<Record<string, string>> = {
  ENOSPC: 'no space is left on the file system',
  EDQUOT: 'the disk quota is used up',
  EACCES: 'the service has no right to do that',
  EPERM: 'the service has no right to do that',
  EROFS: 'the file system is mounted read-only',
  EFBIG: 'the file system does not take files that large',
  EIO: 'the disk reports an error',
  ENOTDIR: 'a part of the path is not a directory',
};

/** Name of the failed system call's error, e.g. `ENOENT`. */
export const errnoOf = (error: unknown): string | undefined =>
  typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string'
    ? error.code
    : undefined;

/** Runs `work`; a failing system call leaves as a {@link VolumeBackendError} that says what was tried and where. */
export const explained = async <T>(attempt: string, where: string, work: () => Promise<T>): Promise<T> => {
  try {
    return await work();
  } catch (error) {
    if (error instanceof VolumeBackendError || error instanceof VolumeNotFound) throw error;
    const code = errnoOf(error);
    const reason = (code && REASONS[code]) ?? String(error);
    throw new VolumeBackendError(`could not ${attempt}: ${reason} (${where})`, { cause: error });
  }
};
