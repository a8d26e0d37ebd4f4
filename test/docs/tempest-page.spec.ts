import { readFileSync } from 'node:fs';
import { leftOut, leftOutPattern } from '../tempest/left-out.js';
import { resultsOf } from '../tempest/results.js';

it('docs/tempest.md names the tests that are left out, and no others', () => {
  const page = readFileSync('docs/tempest.md', 'utf8');
  expect([...page.matchAll(/^\| `(.+?)`/gm)].map(([, name]) => name)).toEqual(leftOut);
});

it('leaves out those tests and nothing beside them', () => {
  const pattern = new RegExp(leftOutPattern());
  const [first = ''] = leftOut;
  expect([first, `${first}[id-9a36df71,smoke]`].every((name) => pattern.test(name))).toBe(true);
  expect([`${first}_when_volume_has_snapshot`, `x.${first}`].some((name) => pattern.test(name))).toBe(false);
});

it('reads what Tempest prints', () => {
  const printed = [
    '{0} tempest.api.volume.test_a.A.test_one [0.123456s] ... ok',
    '{1} tempest.api.volume.test_a.A.test_two [1.5s] ... FAILED',
    '{1} setUpClass (tempest.api.volume.test_b.B) [0.000000s] ... FAILED',
    'setUpClass (tempest.api.volume.test_b.B)',
    '{0} tempest.api.volume.test_c.C.test_three ... SKIPPED: no images',
  ].join('\n');
  expect(resultsOf(printed)).toEqual({
    ok: ['tempest.api.volume.test_a.A.test_one'],
    failed: ['setUpClass (tempest.api.volume.test_b.B)', 'tempest.api.volume.test_a.A.test_two'],
    skipped: ['tempest.api.volume.test_c.C.test_three  # no images'],
  });
});
