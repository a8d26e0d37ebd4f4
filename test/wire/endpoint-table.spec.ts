import type { CallSpec } from '../../src/api/http/routing/route-spec.js';
import { sampleId, sampleValue, schemaAt } from '../support/sample-body.js';
import { ask } from './support/ask.js';
import { declaredCalls } from './support/declared-calls.js';
import { endpoints, type Endpoint } from './support/endpoints.js';
import { isPending } from './support/pending.js';
import { startApi, type RunningApi } from './support/static-api.js';
import { rowsMark, rowsProject, stubRows } from './support/stub-rows.js';

/** The token names roles and project: `reader,member@aaa`. */
const authenticator = {
  authenticate: async ({ headers }: { headers: Readonly<Record<string, string | undefined>> }) => {
    const [roles = '', project_id = ''] = (headers['x-auth-token'] ?? '').split('@');
    const is_admin = roles.split(',').includes('admin');
    return { identity: { user_id: 'u', project_id, roles: roles.split(','), is_admin } };
  },
};
const rolesOf = { admin: 'reader,member,admin', member: 'reader,member', reader: 'reader' } as const;
const below = { admin: rolesOf.member, member: rolesOf.reader, reader: 'other' } as const;

const segments: Readonly<Record<string, string>> = {
  project: rowsProject,
  key: 'k',
  host: 'one@rbd',
  name: 'c1',
  alias: 'os-hosts',
  class: 'default',
};
const pathOf = ({ path }: Endpoint): string =>
  path
    .replace('/volumes/{id}/encryption/{key}', '/volumes/{id}/encryption/encryption_key_id')
    .replace(/\{(\w+)\}/g, (_, name: string) => segments[name] ?? sampleId);

const bodyOf = (endpoint: Endpoint, { body }: CallSpec, version: string): unknown => {
  const schema = body === undefined ? undefined : schemaAt(body, version);
  if (schema !== undefined) return sampleValue(schema);
  if (endpoint.action !== null) return { [endpoint.action]: {} };
  return endpoint.method === 'GET' || endpoint.method === 'DELETE' ? undefined : {};
};

const calls = declaredCalls();
const underV3 = endpoints.filter(({ path }) => path !== '/' && !/^\/(v3|healthcheck)/.test(path));
const there = underV3.flatMap((endpoint) => {
  const spec = calls.get(endpoint.name);
  return spec === undefined ? [] : [{ endpoint, spec }];
});
const titled = (list: typeof there) => list.map((one) => [one.endpoint.name, one] as const);

describe('every endpoint of the table', () => {
  let api: RunningApi;
  beforeAll(async () => {
    api = await startApi({ authenticator }, [], stubRows);
  });
  afterAll(() => api.close());

  const send = async ({ endpoint, spec }: (typeof there)[number], token: string, version = '3.71') => {
    const body = bodyOf(endpoint, spec, version);
    const { status, text } = await ask(api.port, {
      method: endpoint.method,
      target: `/v3${pathOf(endpoint)}`,
      headers: {
        'X-Auth-Token': token,
        'Content-Type': 'application/json',
        'OpenStack-API-Version': `volume ${version}`,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return { status, text };
  };
  const rolesFor = ({ endpoint }: (typeof there)[number]): string => rolesOf[endpoint.persona ?? 'reader'];

  it.each(underV3.filter(({ id }) => !isPending(id)).map((endpoint) => [endpoint.name, endpoint] as const))(
    '%s exists',
    (name) => expect(calls.has(name)).toBe(true),
  );

  it.each(titled(there.filter(({ spec }) => spec.since !== undefined)))(
    '%s does not exist below its version',
    async (_, one) => {
      const minor = Number((one.spec.since ?? '3.0').split('.')[1]) - 1;
      const { status, text } = await send(one, `${rolesOf.admin}@${rowsProject}`, `3.${minor}`);
      const message = 'The resource could not be found.';
      expect([status, JSON.parse(text)]).toEqual([404, { itemNotFound: { code: 404, message } }]);
    },
  );

  it.each(titled(there.filter(({ spec }) => spec.policy !== null)))('%s has a rule', async (_, one) => {
    const persona = one.endpoint.persona ?? 'reader';
    const { status, text } = await send(one, `${below[persona]}@${rowsProject}`);
    // Who may not read volumes is told that there is none (spec T35).
    const hidden = /Volume [\w-]+ could not be found/.test(text) ? 404 : 403;
    expect(status).toBe(hidden);
    const refusal = one.endpoint.id.startsWith('dt-')
      ? 'You are not authorized to perform this operation.'
      : `Policy doesn't allow ${one.spec.policy} to be performed.`;
    if (status === 403) expect(text).toContain(refusal);
  });

  it.each(titled(there))('%s lets those pass who may', async (_, one) => {
    for (const version of [one.spec.since ?? '3.0', '3.71']) {
      const { status, text } = await send(one, `${rolesFor(one)}@${rowsProject}`, version);
      expect([status, text]).not.toEqual([403, expect.anything()]);
      expect(status).toBeLessThan(500);
      if (one.endpoint.ok !== null) expect(text).not.toContain('The resource could not be found.');
    }
  });

  it.each(titled(there.filter(({ endpoint }) => endpoint.path.includes('{id}'))))(
    '%s shows nothing to another project',
    async (_, one) => {
      if (one.endpoint.persona === 'admin') return;
      const { status, text } = await send(one, `${rolesOf.member}@bbb`);
      expect(text).not.toContain(rowsMark);
      // What is looked up behind the API is looked up for the caller's project there.
      expect([404, 403, 409, 400]).toContain(status);
    },
  );
});
