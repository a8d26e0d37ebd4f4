import type { Identity } from '../../src/api/http/identity/authenticator.js';
import { initialCatalogue } from '../../src/domain/type-catalogue/initial-catalogue.js';
import {
  evolveTypeCatalogue,
  type TypeCatalogue,
} from '../../src/domain/type-catalogue/type-catalogue.state.js';
import { ask } from './support/ask.js';
import { startApi, type RunningApi } from './support/static-api.js';

const identity = (...roles: string[]): Identity => ({
  user_id: 'u',
  project_id: 'abc',
  roles,
  is_admin: false,
});
const unauthorized = { error: { code: 401, title: 'Unauthorized', message: 'Please log in.' } };

/** Anything but noauth: the token names the roles, and without one the answer is 401. */
const authenticator = {
  authenticate: async ({ headers }: { headers: Readonly<Record<string, string | undefined>> }) => {
    const token = headers['x-auth-token'];
    if (token === 'broken') throw new Error('keystone is down at 10.0.0.1');
    if (token !== undefined) return { identity: identity(...token.split(',')) };
    const found = { 'WWW-Authenticate': 'Keystone uri="http://k"', 'Content-Type': 'application/json' };
    return { answer: { status: 401, headers: found, body: JSON.stringify(unauthorized) } };
  },
};

const letIn = '11111111-1111-4111-8111-111111111111';
const closed = '22222222-2222-4222-8222-222222222222';
const made = (type_id: string, name: string) => ({
  type: 'VolumeTypeCreated' as const,
  data: {
    type_id,
    name,
    description: null,
    is_public: false,
    extra_specs: { volume_backend_name: 'file', 'RESKEY:availability_zones': 'nova,other' },
    quota_name: name,
  },
});
const granted = { type_id: letIn, project_id: 'abc' };

/** Beside the default type two private ones, of which the callers' project sees one. */
const types = {
  configuredDefault: '__DEFAULT__',
  catalogue: async () =>
    [
      made(letIn, 'let in'),
      made(closed, 'closed'),
      { type: 'VolumeTypeAccessGranted' as const, data: granted },
    ].reduce<TypeCatalogue>(
      (state, event) => evolveTypeCatalogue(state, { ...event, at: '2026-11-21T03:01:06.000000' }),
      initialCatalogue('b32a7c10-a5de-4f6e-9cdd-57618ba4d482', '__DEFAULT__'),
    ),
};

describe('callers without admin rights', () => {
  let api: RunningApi;
  beforeAll(async () => {
    api = await startApi({ authenticator, types });
  });
  afterAll(() => api.close());
  const get = async (target: string, roles?: string, version = 'volume 3.71') => {
    const headers = {
      'OpenStack-API-Version': version,
      ...(roles === undefined ? {} : { 'X-Auth-Token': roles }),
    };
    const { status, text, headers: found } = await ask(api.port, { target, headers });
    return { status, headers: found, body: JSON.parse(text) as Record<string, unknown> };
  };

  it('need a token before they learn whether a path exists', async () => {
    for (const target of ['/v3/limits', '/v3/nothing', '/v3', '/v3/']) {
      const { status, body, headers } = await get(target);
      expect([status, body, headers['openstack-api-version']]).toEqual([401, unauthorized, undefined]);
      expect(headers['www-authenticate']).toBe('Keystone uri="http://k"');
    }
    expect((await get('/')).status).toBe(300);
  });

  it.each(['os-services', 'scheduler-stats/get_pools', 'os-quota-class-sets/default'])(
    'may not see %s',
    async (path) => {
      const { status, body } = await get(`/v3/${path}`, 'reader,member');
      expect(status).toBe(403);
      expect(body).toMatchObject({
        forbidden: {
          code: 403,
          message: expect.stringMatching(/^Policy doesn't allow .* to be performed\.$/),
        },
      });
    },
  );

  it('see the quota of their own project only', async () => {
    expect((await get('/v3/os-quota-sets/abc', 'reader')).status).toBe(200);
    expect((await get('/v3/os-quota-sets/def', 'reader')).status).toBe(403);
    expect((await get('/v3/os-quota-sets/def', 'admin')).status).toBe(200);
  });

  it('see limits without the used values unless they are readers', async () => {
    const used = async (roles: string) =>
      Object.keys(((await get('/v3/limits', roles)).body['limits'] as { absolute: object }).absolute).length;
    expect([await used('reader'), await used('other')]).toEqual([10, 5]);
  });

  it('see of a type what their roles show', async () => {
    const keys = async (roles: string) =>
      Object.keys(
        (await get('/v3/types/b32a7c10-a5de-4f6e-9cdd-57618ba4d482', roles)).body['volume_type'] as object,
      );
    expect(await keys('reader')).toEqual(['id', 'name', 'is_public', 'description', 'extra_specs']);
    expect(await keys('reader,member')).toContain('os-volume-type-access:is_public');
    expect(await keys('admin')).toContain('qos_specs_id');
  });

  it('see private types only when their project was let in', async () => {
    const { volume_types } = (await get('/v3/types', 'reader')).body as { volume_types: { name: string }[] };
    expect(volume_types.map(({ name }) => name)).toEqual(['let in', '__DEFAULT__']);
    const statusOf = async (id: string): Promise<number> => (await get(`/v3/types/${id}`, 'reader')).status;
    expect([await statusOf(closed), await statusOf(letIn)]).toEqual([404, 200]);
    expect((await get(`/v3/types/${closed}/extra_specs`, 'reader')).status).toBe(404);
  });

  it('find no type by an extra spec that they may not see', async () => {
    const found = async (roles: string, specs: string): Promise<number> => {
      const target = `/v3/types?extra_specs=${encodeURIComponent(specs)}`;
      return ((await get(target, roles)).body['volume_types'] as object[]).length;
    };
    const hidden = "{'volume_backend_name': 'file'}";
    const shown = "{'RESKEY:availability_zones': 'nova'}";
    expect([await found('reader', hidden), await found('reader', shown)]).toEqual([0, 1]);
    expect(await found('admin', hidden)).toBe(1);
  });

  it.each([
    ['POST', 'types', { volume_type: { name: 'n' } }],
    ['PUT', 'types/x', { volume_type: { name: 'n' } }],
    ['DELETE', 'types/x', undefined],
    ['POST', 'types/x/extra_specs', { extra_specs: {} }],
    ['POST', 'types/x/action', { addProjectAccess: { project: 'p' } }],
    ['GET', 'types/x/os-volume-type-access', undefined],
    ['GET', 'types/x/encryption', undefined],
    ['GET', 'qos-specs', undefined],
    ['GET', 'qos-specs/x/associate', undefined],
    ['GET', 'default-types', undefined],
    ['PUT', 'default-types/abc', { default_type: { volume_type: 'n' } }],
  ] as const)('may not %s %s', async (method, path, body: object | undefined) => {
    const headers = {
      'X-Auth-Token': 'reader,member',
      'OpenStack-API-Version': 'volume 3.71',
      'Content-Type': 'application/json',
    };
    const { status } = await ask(api.port, {
      method,
      target: `/v3/${path}`,
      headers,
      body: body && JSON.stringify(body),
    });
    expect(status).toBe(403);
  });

  it('get a refusal that tells nothing when their token cannot be checked', async () => {
    const { status, body } = await get('/v3/limits', 'broken');
    expect(status).toBe(500);
    expect(JSON.stringify(body)).not.toContain('keystone');
  });
});
