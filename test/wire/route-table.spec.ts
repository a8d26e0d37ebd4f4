import 'reflect-metadata';
import { maxVersion, minVersion } from '../../src/api/http/routing/microversion.js';
import { versionsView } from '../../src/api/versions/versions.view.js';
import { Links } from '../../src/api/http/links.js';
import { declaredCalls } from './support/declared-calls.js';
import { endpoints } from './support/endpoints.js';
import { specTable } from './support/spec-table.js';

const table = new Map(endpoints.map((endpoint) => [endpoint.name, endpoint]));

/** Told in the page about backups, or an addition of ours. */
const isElsewhere = (name: string): boolean =>
  /(^| \/?)(backups|backup-schedules)/.test(name) || name.endsWith('/events') || name === 'GET /openapi';

/** Guarded in part only, or by the token alone. */
const hasNoRule = (policy: string): boolean => /^(none|token|limits_extension)/.test(policy);

describe('routes against the table', () => {
  it.each([...declaredCalls()].filter(([name]) => !isElsewhere(name)))('%s', (name, spec) => {
    const row = table.get(name);
    expect(row).toBeDefined();
    const { ok = null, since = null, policy = null } = row ?? {};
    // A row of several requests says nothing of each.
    const expected = { status: ok ?? String(spec.status), since: since ?? spec.since ?? '-' };
    expect({ status: String(spec.status), since: spec.since ?? '-' }).toEqual(expected);
    if (policy !== null) expect(spec.policy === null ? hasNoRule(policy) : spec.policy === policy).toBe(true);
  });

  it('speaks the microversions of the table', () => {
    const { min, max, updated } = specTable<{ min: string; max: string; updated: string }>('microversions');
    expect([minVersion, maxVersion]).toEqual([min, max]);
    const document = versionsView(new Links({ base: '', project: null }));
    expect(document).toMatchObject({ versions: [{ version: max, min_version: min, updated }] });
  });
});
