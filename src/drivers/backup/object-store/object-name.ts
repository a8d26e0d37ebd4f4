import { BackupStoreError } from '../port.js';

/**
 * Checks an object's name before it becomes a file name. A leading dot marks what is half-written, so no object may have it.
 * @throws BackupStoreError
 */
export function requireFileName(name: string): string {
  if (name === '' || name.startsWith('.') || /[/\0]/.test(name)) {
    throw new BackupStoreError(`No object can have the name ${JSON.stringify(name)}.`);
  }
  return name;
}

/** @throws BackupStoreError for the empty prefix, which would match everybody's objects */
export function requireListPrefix(prefix: string): string {
  if (prefix !== '') return prefix;
  throw new BackupStoreError('An empty object name prefix would match every backup of the container.');
}
