import { groupTypeMade, groupTypesAfter } from '../domain/histories/group-types.js';
import { ask } from './support/ask.js';
import { startApi, type RunningApi } from './support/static-api.js';

const [first, second, third] = [1, 2, 3].map((n) => `${n}0000000-0000-4000-8000-000000000000`) as [
  string,
  string,
  string,
];
const groupTypes = {
  configuredDefault: null,
  catalogue: async () =>
    groupTypesAfter(
      groupTypeMade(first, 'b'),
      groupTypeMade(second, 'a', { group_specs: { k: 'v' } }),
      groupTypeMade(third, 'c', { is_public: false, description: 'private' }),
    ),
};

describe('lists of group types', () => {
  let api: RunningApi;
  beforeAll(async () => {
    api = await startApi({ groupTypes });
  });
  afterAll(() => api.close());

  const list = async (query: string) => {
    const { status, text } = await ask(api.port, {
      target: `/v3/group_types${query}`,
      headers: { 'X-Auth-Token': 'admin:abc', 'OpenStack-API-Version': 'volume 3.11' },
    });
    return { status, body: JSON.parse(text) as unknown };
  };
  const names = async (query: string): Promise<readonly string[]> =>
    ((await list(query)).body as { group_types: { name: string }[] }).group_types.map(({ name }) => name);

  it('are of public ones, the newest first', async () => {
    const shown = { description: null, is_public: true };
    const group_types = [
      { id: second, name: 'a', ...shown, group_specs: { k: 'v' } },
      { id: first, name: 'b', ...shown, group_specs: {} },
    ];
    expect(await list('')).toEqual({ status: 200, body: { group_types } });
  });

  it('are of private ones, or of both, for administrators who ask for them', async () => {
    expect(await names('?is_public=False')).toEqual(['c']);
    expect(await names('?is_public=yes')).toEqual(['a', 'b']);
    expect(await names('?is_public=None')).toEqual(['c', 'a', 'b']);
  });

  it('are sorted by any column', async () => {
    expect(await names('?is_public=None&sort=name:asc')).toEqual(['a', 'b', 'c']);
    expect(await names('?is_public=none&sort_key=name&sort_dir=desc')).toEqual(['c', 'b', 'a']);
    expect(await names('?is_public=none&sort=is_public:asc,name:asc')).toEqual(['c', 'a', 'b']);
  });

  it('come in pages', async () => {
    const href = expect.stringMatching(
      new RegExp(`^http://[^/]+/v3/group_types\\?limit=1&sort=name&marker=${first}$`),
    );
    const b = { id: first, name: 'b', description: null, is_public: true, group_specs: {} };
    expect(await list('?limit=1&sort=name')).toEqual({
      status: 200,
      body: { group_types: [b], group_type_links: [{ rel: 'next', href }] },
    });
    expect(await names(`?sort=name&marker=${first}`)).toEqual(['a']);
    expect(await names('?sort=name:asc&offset=1')).toEqual(['b']);
  });

  it('know no other filter', async () => {
    expect(await names('?name=nothing&color=red&group_specs=x')).toEqual(['a', 'b']);
  });

  it.each([
    ['?sort=nonsense', 400, 'badRequest', 'Invalid input received: Invalid sort key'],
    ['?sort=display_name', 400, 'badRequest', 'Invalid input received: Invalid sort key'],
    ['?is_public=x', 400, 'badRequest', 'Invalid is_public filter [x]'],
    ['?limit=-1', 400, 'badRequest', 'limit param must be positive'],
    ['?marker=nope', 404, 'itemNotFound', 'Group type nope could not be found.'],
  ])('refuse %s', async (query, code, key, message) =>
    expect(await list(query)).toEqual({ status: code, body: { [key]: { code, message } } }),
  );
});
