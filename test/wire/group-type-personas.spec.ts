import { groupTypeMade, groupTypesAfter } from '../domain/histories/group-types.js';
import { ask } from './support/ask.js';
import { startApi, type RunningApi } from './support/static-api.js';

const open = 'a1111111-1111-4111-8111-111111111111';
const closed = 'a2222222-2222-4222-8222-222222222222';
const group_specs = { consistent_group_snapshot_enabled: '<is> True' };

const authenticator = {
  authenticate: async ({ headers }: { headers: Readonly<Record<string, string | undefined>> }) => {
    const roles = (headers['x-auth-token'] ?? '').split(',');
    return { identity: { user_id: 'u', project_id: 'abc', roles, is_admin: roles.includes('admin') } };
  },
};
const groupTypes = {
  configuredDefault: 'closed',
  catalogue: async () =>
    groupTypesAfter(
      groupTypeMade(open, 'open', { group_specs }),
      groupTypeMade(closed, 'closed', { is_public: false, group_specs }),
    ),
};

describe('types of groups before callers without admin rights', () => {
  let api: RunningApi;
  beforeAll(async () => {
    api = await startApi({ authenticator, groupTypes });
  });
  afterAll(() => api.close());

  const send = async (method: string, path: string, roles: string, body?: object) => {
    const { status, text } = await ask(api.port, {
      method,
      target: `/v3/${path}`,
      headers: {
        'X-Auth-Token': roles,
        'OpenStack-API-Version': 'volume 3.71',
        'Content-Type': 'application/json',
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return { status, body: JSON.parse(text) as unknown };
  };
  const seen = { id: open, name: 'open', description: null, is_public: true };
  const hidden = { id: closed, name: 'closed', description: null, is_public: false };
  const anybody = ['other', 'reader', 'reader,member'];

  it.each(anybody)('%s sees public ones, without their specs, whatever is asked for', async (roles) => {
    for (const query of ['', '?is_public=False', '?is_public=None', '?is_public=x', '?color=red']) {
      const answer = { status: 200, body: { group_types: [seen] } };
      expect(await send('GET', `group_types${query}`, roles)).toEqual(answer);
    }
    expect(await send('GET', `group_types/${open}`, roles)).toEqual({
      status: 200,
      body: { group_type: seen },
    });
    const message = `Group type ${closed} could not be found.`;
    const gone = { status: 404, body: { itemNotFound: { code: 404, message } } };
    expect(await send('GET', `group_types/${closed}`, roles)).toEqual(gone);
  });

  it('administrators see all of them, with their specs', async () => {
    const both = await send('GET', 'group_types?is_public=None', 'admin');
    expect(both.body).toEqual({
      group_types: [
        { ...hidden, group_specs },
        { ...seen, group_specs },
      ],
    });
  });

  it('everybody is told the default one, also when it is private', async () => {
    const told = { status: 200, body: { group_type: hidden } };
    expect(await send('GET', 'group_types/default', 'reader')).toEqual(told);
  });

  it.each([
    ['POST', 'group_types', 'group:group_types:create', { group_type: { name: 'n' } }],
    ['PUT', `group_types/${open}`, 'group:group_types:update', { group_type: { name: 'n' } }],
    ['DELETE', `group_types/${open}`, 'group:group_types:delete', undefined],
    ['GET', `group_types/${open}/group_specs`, 'group:group_types_specs:get_all', undefined],
    ['GET', `group_types/${open}/group_specs/k`, 'group:group_types_specs:get', undefined],
    ['POST', `group_types/${open}/group_specs`, 'group:group_types_specs:create', { group_specs: {} }],
    ['PUT', `group_types/${open}/group_specs/k`, 'group:group_types_specs:update', { k: 'v' }],
    ['DELETE', `group_types/${open}/group_specs/k`, 'group:group_types_specs:delete', undefined],
  ] as const)('%s %s is for administrators', async (method, path, rule, body) => {
    const message = `Policy doesn't allow ${rule} to be performed.`;
    const refused = { status: 403, body: { forbidden: { code: 403, message } } };
    expect(await send(method, path, 'reader,member', body)).toEqual(refused);
  });
});
