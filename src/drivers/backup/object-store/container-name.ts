import { isAbsolute } from 'node:path';

/** Longest file name, in bytes, on the file systems in use. */
const MAX_PART_BYTES = 255;
/** Longest path, in bytes; leaves room for the root and an object's name below PATH_MAX. */
const MAX_CONTAINER_BYTES = 2048;

/** Why a container's name cannot be used on a file system, or null when it can. Nested and non-ASCII names can. */
export function refuseContainerName(container: string): string | null {
  const parts = container.split('/');
  if (container === '') return 'the container name is empty';
  if (container.includes('\0')) return 'the container name holds a NUL character';
  if (!container.isWellFormed()) return 'the container name is not valid Unicode text';
  if (isAbsolute(container)) return `the container ${container} is an absolute path`;
  if (parts.includes('..')) return `the container ${container} leads out of the backup directory`;
  if (parts.some((part) => Buffer.byteLength(part) > MAX_PART_BYTES)) {
    return `a part of the container name is longer than ${MAX_PART_BYTES} bytes`;
  }
  if (Buffer.byteLength(container) > MAX_CONTAINER_BYTES) {
    return `the container name is longer than ${MAX_CONTAINER_BYTES} bytes`;
  }
  return parts.every((part) => part === '' || part === '.')
    ? `the container ${container} names no directory`
    : null;
}
