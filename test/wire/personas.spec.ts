import type { Identity } from '../../src/api/http/identity/authenticator.js';
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

describe('callers without admin rights', () => {
  let api: RunningApi;
  beforeAll(async () => {
    api = await startApi({ authenticator });
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

  it('get a refusal that tells nothing when their token cannot be checked', async () => {
    const { status, body } = await get('/v3/limits', 'broken');
    expect(status).toBe(500);
    expect(JSON.stringify(body)).not.toContain('keystone');
  });
});
