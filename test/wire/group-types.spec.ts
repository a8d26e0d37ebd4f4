import { TestService } from '../support/e2e-service.js';
import { eventually } from '../support/eventually.js';
import { ask } from './support/ask.js';

/** What answers may hold; one without a body is null. */
interface Body {
  readonly group_type: { readonly id: string };
}

/** Types of groups and their specs, with whole bodies, as Cinder Zed answers. */
describe('group types', () => {
  let service: TestService;
  beforeAll(async () => {
    service = await TestService.start({ default_group_type: 'usual' });
  }, 60_000);
  afterAll(() => service?.remove());

  const call = async (method: string, path: string, body?: object, version = '3.11') => {
    const { status, text } = await ask(Number(new URL(service.url).port), {
      method,
      target: `/v3/${path}`,
      headers: {
        'X-Auth-Token': 'admin:abc',
        'OpenStack-API-Version': `volume ${version}`,
        'Content-Type': 'application/json',
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return { status, body: (text === '' ? null : JSON.parse(text)) as Body };
  };
  const make = async (name: string, more: object = {}): Promise<string> => {
    const { body } = await call('POST', 'group_types', { group_type: { name, ...more } });
    return body.group_type.id;
  };
  const missing = (message: string) => ({ status: 404, body: { itemNotFound: { code: 404, message } } });
  const bad = (message: string) => ({ status: 400, body: { badRequest: { code: 400, message } } });
  const taken = (name: string) => ({
    status: 409,
    body: { conflictingRequest: { code: 409, message: `Group Type ${name} already exists.` } },
  });

  it('are not there at first', async () => {
    expect(await call('GET', 'group_types')).toEqual({ status: 200, body: { group_types: [] } });
    expect(await call('GET', 'group_types/default')).toEqual(missing('Default group type can not be found.'));
  });

  it('are made, shown, changed and deleted', async () => {
    const group_specs = { consistent_group_snapshot_enabled: '<is> False' };
    const given = { name: 'life', description: 'd', is_public: false, group_specs };
    const created = await call('POST', 'group_types', { group_type: given });
    const { id } = created.body.group_type;
    expect(created).toEqual({ status: 202, body: { group_type: { id, ...given } } });
    expect(await call('GET', `group_types/${id}`)).toEqual({ ...created, status: 200 });
    const group_type = { name: 'other', description: 'e', is_public: 'yes' };
    const changed = { id, ...group_type, is_public: true, group_specs };
    const answer = { status: 200, body: { group_type: changed } };
    expect(await call('PUT', `group_types/${id}`, { group_type })).toEqual(answer);
    expect(await call('PUT', `group_types/${id}`, { group_type: { name: null, is_public: true } })).toEqual(
      answer,
    );
    expect(await call('GET', 'group_types')).toEqual({ status: 200, body: { group_types: [changed] } });
    expect(await call('DELETE', `group_types/${id}`)).toEqual({ status: 202, body: null });
    expect(await call('DELETE', `group_types/${id}`)).toEqual(
      missing(`Group type ${id} could not be found.`),
    );
  });

  it('are public and without specs unless it is said', async () => {
    const { body } = await call('POST', 'group_types', { group_type: { name: 'plain', group_specs: null } });
    const { id } = body.group_type;
    const plain = { id, name: 'plain', description: null, is_public: true, group_specs: {} };
    expect(body).toEqual({ group_type: plain });
    await call('DELETE', `group_types/${id}`);
  });

  it('have names of their own', async () => {
    const [one, two] = [await make('one'), await make('two')];
    expect(await call('POST', 'group_types', { group_type: { name: 'one' } })).toEqual(taken('one'));
    const named = (name: string) => ({ group_type: { name } });
    expect(await call('PUT', `group_types/${two}`, named('one'))).toEqual(taken('one'));
    expect(await call('PUT', 'group_types/nope', named('one'))).toEqual(taken('one'));
    expect((await call('PUT', `group_types/${one}`, named('one'))).status).toBe(200);
    for (const id of [one, two]) await call('DELETE', `group_types/${id}`);
  });

  it.each([
    [{ name: ' ' }, 'Group type name can not be empty.'],
    [{ name: null }, 'Specify group type name, description or a combination thereof.'],
    [{}, 'Specify group type name, description or a combination thereof.'],
  ])('are not updated by %j', async (group_type, message) =>
    expect(await call('PUT', 'group_types/x', { group_type })).toEqual(bad(message)),
  );

  it.each([
    [{ name: ' ' }, "An invalid 'name' value was provided. The 'name' can not be empty."],
    [
      { description: 'd' },
      "Invalid input for field/attribute group_type. Value: {'description': 'd'}. 'name' is a required property",
    ],
    [
      { name: 'n', is_public: null },
      "Invalid input for field/attribute is_public. Value: None. None is not of type 'boolean', 'string'",
    ],
    [
      { name: 'n', group_specs: { k: null } },
      "Invalid input for field/attribute k. Value: None. None is not of type 'string'",
    ],
  ])('are not made of %j', async (group_type, message) =>
    expect(await call('POST', 'group_types', { group_type })).toEqual(bad(message)),
  );

  it('are found, or not', async () => {
    const gone = missing('Group type nope could not be found.');
    for (const [method, path, body] of [
      ['GET', 'group_types/nope'],
      ['DELETE', 'group_types/nope'],
      ['PUT', 'group_types/nope', { group_type: { name: 'n' } }],
      ['GET', 'group_types/nope/group_specs'],
      ['GET', 'group_types/nope/group_specs/k'],
      ['POST', 'group_types/nope/group_specs', { group_specs: { k: 'v' } }],
      ['PUT', 'group_types/nope/group_specs/k', { other: 'v' }],
      ['DELETE', 'group_types/nope/group_specs/k'],
      ['GET', 'group_types?marker=nope'],
    ] as const) {
      expect([path, await call(method, path, body)]).toEqual([path, gone]);
    }
    expect(await call('GET', 'group_types', undefined, '3.10')).toEqual(
      missing('The resource could not be found.'),
    );
  });

  it('are the default by their name', async () => {
    const id = await make('usual', { is_public: false });
    const usual = { id, name: 'usual', description: null, is_public: false, group_specs: {} };
    expect(await call('GET', 'group_types/default')).toEqual({ status: 200, body: { group_type: usual } });
    await call('DELETE', `group_types/${id}`);
  });

  it('have specs that come and go', async () => {
    const id = await make('specs', { group_specs: { first: '0' } });
    const path = `group_types/${id}/group_specs`;
    const group_specs = { a: '1', b: null };
    expect(await call('POST', path, { group_specs })).toEqual({ status: 202, body: { group_specs } });
    expect(await call('PUT', `${path}/a`, { a: '2' })).toEqual({ status: 200, body: { a: '2' } });
    const all = { first: '0', a: '2', b: null };
    expect(await call('GET', path)).toEqual({ status: 200, body: { group_specs: all } });
    expect(await call('GET', `${path}/b`)).toEqual({ status: 200, body: { b: null } });
    expect(await call('DELETE', `${path}/a`)).toEqual({ status: 202, body: null });
    expect(await call('GET', `${path}/a`)).toEqual(missing(`Group Type ${id} has no extra spec with key a.`));
    expect(await call('DELETE', `${path}/a`)).toEqual(missing(`Group Type ${id} has no specs with key a.`));
    expect(await call('PUT', `${path}/a`, { c: 'd' })).toEqual(bad('Request body and URI mismatch'));
    expect((await call('POST', path, { group_specs: { 'a b': 'c' } })).status).toBe(400);
    expect((await call('PUT', `${path}/a`, { a: '1', b: '2' })).status).toBe(400);
    await call('DELETE', `group_types/${id}`);
  });

  it('stay as long as there is a group of them', async () => {
    const id = await make('busy');
    const group = { group_type: 'busy', volume_types: ['__DEFAULT__'] };
    const { body } = await call('POST', 'groups', { group }, '3.13');
    const path = `groups/${(body as unknown as { group: { id: string } }).group.id}`;
    const reason = `Group Type ${id} deletion is not allowed with groups present with the type.`;
    const refused = bad(`Target group type is still in use. ${reason}`);
    expect(await call('DELETE', `group_types/${id}`)).toEqual(refused);
    await eventually(async () => {
      const shown = (await call('GET', path, undefined, '3.13')).body;
      expect(shown).toMatchObject({ group: { status: 'available' } });
    });
    await call('POST', `${path}/action`, { delete: { 'delete-volumes': false } }, '3.13');
    await eventually(async () =>
      expect(await call('DELETE', `group_types/${id}`)).toEqual({ status: 202, body: null }),
    );
  });

  it('are there again after a kill', async () => {
    const id = await make('lasting', { group_specs: { k: 'v' } });
    const before = await call('GET', `group_types/${id}`);
    await service.kill();
    await service.restart();
    expect(await call('GET', `group_types/${id}`)).toEqual(before);
  }, 60_000);
});
