import { expectCinder } from '../../bench/cinder/cinder-python.js';

const isInstalled = await expectCinder().then(
  () => true,
  () => false,
);

/** Cinder itself is much to install for these tests alone, so where it is not there they are skipped. */
export const describeWithCinder = (name: string, tests: () => void): void => {
  if (isInstalled) describe(name, tests);
  else describe.skip(`${name} (skipped: Debian's package python3-cinder is not installed)`, tests);
};
