import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** Debian's packages are for this one, whichever other Python comes first in PATH. */
export const debianPython = '/usr/bin/python3';

/**
 * Asked before anything is measured, so that nobody waits for it in vain.
 * @throws Error that names the package when Cinder is not installed
 */
export const expectCinder = async (python = debianPython): Promise<void> => {
  try {
    await promisify(execFile)(python, ['-c', 'import cinder']);
  } catch (cause) {
    throw new Error(
      `--cinder needs Debian's package python3-cinder, but ${python} does not find the module cinder: apt-get install python3-cinder`,
      { cause },
    );
  }
};
