import { readFileSync } from 'node:fs';

export type Need = 'clients' | 'redis' | 'keystone';

/** Written before the tests by scripts/setup-tests.mjs: why a need is not met. */
const reasons = (): Partial<Record<Need, string>> => {
  try {
    const file = new URL('../../node_modules/.emberlog-test-setup.json', import.meta.url);
    return (JSON.parse(readFileSync(file, 'utf8')) as { reasons: Partial<Record<Need, string>> }).reasons;
  } catch {
    const reason = 'the tests were not set up; "npm test" does that';
    return { clients: reason, redis: reason, keystone: reason };
  }
};

/** Without what they need, tests are skipped and their name says why; on CI they fail. */
export const describeWith = (need: Need, name: string, tests: () => void): void => {
  const reason = reasons()[need];
  if (reason === undefined) describe(name, tests);
  else if (process.env['CI'] !== 'true') describe.skip(`${name} (skipped: ${reason})`, tests);
  else {
    describe(name, () => {
      it(`has its ${need}`, () => {
        throw new Error(reason);
      });
    });
  }
};
