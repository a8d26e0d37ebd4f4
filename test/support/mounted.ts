import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A small file system of its own, for tests that fill it. */
export interface Mounted {
  readonly directory: string;
  unmount(): void;
}

export const mountSmall = (size: string): Mounted => {
  const base = mkdtempSync(join(tmpdir(), 'emberlog-mount-'));
  const directory = join(base, 'mounted');
  try {
    mkdirSync(directory);
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${size}`, 'none', directory], { stdio: 'pipe' });
  } catch (error) {
    rmSync(base, { recursive: true });
    throw error;
  }
  const unmount = (): void => {
    execFileSync('umount', [directory], { stdio: 'pipe' });
    rmSync(base, { recursive: true });
  };
  return { directory, unmount };
};

/** Mounting takes root; tried before the tests are named, so that the name of a skipped one can say why. */
export const reasonAgainstMounting = (): string | undefined => {
  try {
    mountSmall('1m').unmount();
    return undefined;
  } catch (error) {
    return String(error).split('\n')[0];
  }
};
