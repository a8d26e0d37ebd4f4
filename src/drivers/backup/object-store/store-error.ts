import { AttemptDisturbed, BackupStoreError } from '../port.js';
import { NameTaken } from './port.js';

/** What a failed system call means to the person who runs the store. */
const REASONS: Readonly<Record<string, string>> = {
  ENOSPC: 'No space left',
  EDQUOT: 'Disk quota exceeded',
  EFBIG: 'File too large for the file system',
  EACCES: 'Permission denied',
  EPERM: 'Operation not permitted',
  EROFS: 'Read-only file system',
  EIO: 'Input/output error',
  ENOTDIR: 'Not a directory',
  EISDIR: 'Is a directory',
  ENAMETOOLONG: 'Name too long',
  ELOOP: 'Too many symbolic links',
  EMFILE: 'Too many open files',
  ENFILE: 'Too many open files on this host',
  ESTALE: 'The store went away (stale file handle)',
  ETIMEDOUT: 'The store does not answer',
  ENOTCONN: 'The store is not connected',
};

const clear = [BackupStoreError, AttemptDisturbed, NameTaken] as const;

/**
 * The error to show for a failed call on a store: reason, store and what was being done, e.g. "No space left in the backup
 * store /srv/backups: could not write object P-00001 in container ab/cd/x." Errors that say all that already pass through.
 */
export function storeError(cause: unknown, store: string, action: string): Error {
  if (clear.some((kind) => cause instanceof kind)) return cause as Error;
  const { code, message } = systemError(cause);
  const reason = (code !== undefined && REASONS[code]) || message;
  return new BackupStoreError(`${reason} in the backup store ${store}: could not ${action}.`, { cause });
}

/** True for a system error with one of the codes. */
export function hasCode(error: unknown, ...codes: readonly string[]): boolean {
  const { code } = systemError(error);
  return code !== undefined && codes.includes(code);
}

/** Looks at members, not at the class: errors of another thread or context are no instances of our Error. */
function systemError(error: unknown): { readonly code?: string; readonly message: string } {
  const { code, message } = (error ?? {}) as { readonly code?: unknown; readonly message?: unknown };
  return {
    code: typeof code === 'string' ? code : undefined,
    message: typeof message === 'string' ? message : String(error),
  };
}
