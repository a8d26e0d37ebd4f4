import type { BackupRequest } from '../../../port.js';
import type { Operation } from '../operation.js';
import type { Range } from '../pieces.js';

/** Adds up what the tasks report, on top of what earlier attempts did. A listener that throws stops the operation. */
export function progressOf(operation: Operation, request: Pick<BackupRequest, 'onProgress'>, part: Range) {
  const total_bytes = part.offset + part.length;
  let bytes_done = part.offset;
  return (bytes: number): void => {
    bytes_done += bytes;
    if (operation.signal.aborted) return;
    try {
      request.onProgress({ bytes_done, total_bytes });
    } catch (error) {
      operation.fail(error);
    }
  };
}
