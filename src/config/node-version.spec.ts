import { readFileSync } from 'node:fs';
import { OLDEST_NODE, refuseNodeVersion } from './node-version.js';

it('lets new versions pass, and names old ones', () => {
  expect(refuseNodeVersion('24.0.0')).toBeNull();
  expect(refuseNodeVersion('126.1.0')).toBeNull();
  expect(refuseNodeVersion('20.20.2')).toMatch(/needs Node 24 or newer, this is 20\.20\.2/);
  expect(refuseNodeVersion('9.0.0')).not.toBeNull();
});

it('agrees with package.json', () => {
  expect(JSON.parse(readFileSync('package.json', 'utf8')).engines.node).toBe(`>=${OLDEST_NODE}`);
});
