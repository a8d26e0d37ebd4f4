import { spawn } from 'node:child_process';

/** The copy failed; `code` is an errno name when the command's text allows to tell, so that callers need not parse it. */
export class CopyFailed extends Error {
  override readonly name = 'CopyFailed';
  constructor(
    reason: string,
    readonly code: string | undefined,
  ) {
    super(reason);
  }
}

const ERRNO_TEXTS: readonly (readonly [text: string, code: string])[] = [
  ['No space left on device', 'ENOSPC'],
  ['Disk quota exceeded', 'EDQUOT'],
  ['Permission denied', 'EACCES'],
  ['Read-only file system', 'EROFS'],
  ['Input/output error', 'EIO'],
  ['File too large', 'EFBIG'],
];

/**
 * Copies `source` over the file `target`: by sharing blocks where the file system can (xfs, btrfs), else byte by
 * byte with the holes left out. The command does both inside the kernel, off our event loop and thread pool.
 */
export const copySparse = (
  source: string,
  target: string,
  reflink: 'auto' | 'always' = 'auto',
): Promise<void> =>
  new Promise((resolve, reject) => {
    const child = spawn('cp', [`--reflink=${reflink}`, '--sparse=auto', '--', source, target], {
      stdio: ['ignore', 'ignore', 'pipe'],
      // Texts are matched below, hence the fixed language.
      env: { LC_ALL: 'C', PATH: '/usr/local/bin:/usr/bin:/bin' },
    });
    let complaint = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      complaint = (complaint + text).slice(-2000);
    });
    child.on('error', (error) =>
      reject(new CopyFailed(`the command cp cannot be run: ${error.message}`, undefined)),
    );
    child.on('close', (status, signal) => {
      if (status === 0) return resolve();
      const code = ERRNO_TEXTS.find(([text]) => complaint.includes(text))?.[1];
      reject(new CopyFailed(complaint.trim() || `cp ended with ${signal ?? status}`, code));
    });
  });
