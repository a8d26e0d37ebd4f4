import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export const run = (command: string, ...parameters: string[]): void => {
  execFileSync(command, parameters, { stdio: ['ignore', 'ignore', 'pipe'] });
};

/** Makes a file system, with the file `image` for its blocks, and mounts it. */
export type MakeFileSystem = (image: string, directory: string) => void;

const mount = (make: MakeFileSystem): { directory: string; unmount(): void } => {
  const base = mkdtempSync(join(tmpdir(), 'emberlog-mount-'));
  const directory = join(base, 'mounted');
  try {
    mkdirSync(directory);
    make(join(base, 'image'), directory);
  } catch (error) {
    rmSync(base, { recursive: true });
    throw error;
  }
  const unmount = (): void => {
    // What a service that a test has killed still has open is closed with this process.
    run('umount', '--lazy', directory);
    rmSync(base, { recursive: true });
  };
  return { directory, unmount };
};

/** Tried before the tests are named, so that the name of a skipped one can say why. */
const reasonAgainst = (make: MakeFileSystem): string | undefined => {
  try {
    mount(make).unmount();
    return undefined;
  } catch (error) {
    return String(error).split('\n')[0];
  }
};

/** Tests on a file system of their own; where it cannot be mounted, they are skipped with the reason. */
export const describeOn = (
  name: string,
  make: MakeFileSystem,
  tests: (directory: () => string) => void,
): void => {
  const reason = reasonAgainst(make);
  const define = reason ? describe.skip : describe;
  define(reason ? `${name} (skipped: ${reason})` : name, () => {
    let mounted: ReturnType<typeof mount>;
    beforeAll(() => {
      mounted = mount(make);
    });
    afterAll(() => mounted.unmount());
    tests(() => mounted.directory);
  });
};

export const xfs: MakeFileSystem = (image, directory) => {
  run('truncate', '-s', '320M', image);
  run('mkfs.xfs', '-q', '-m', 'reflink=1', image);
  run('mount', '-o', 'loop', image, directory);
};
export const btrfs: MakeFileSystem = (image, directory) => {
  run('truncate', '-s', '320M', image);
  run('mkfs.btrfs', '-q', image);
  run('mount', '-o', 'loop', image, directory);
};

export const ext4: MakeFileSystem = (image, directory) => {
  run('truncate', '-s', '64M', image);
  run('mkfs.ext4', '-q', image);
  run('mount', '-o', 'loop', image, directory);
};
