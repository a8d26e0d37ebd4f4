import { TestService } from '../support/e2e-service.js';
import { ask } from './support/ask.js';
import { Correspondence } from './support/correspondence.js';
import { Story } from './support/story.js';

const project = '00000000000000000000000000000abc';
const headers = {
  'X-Auth-Token': `admin:${project}`,
  'OpenStack-API-Version': 'volume 3.70',
  'Content-Type': 'application/json',
};

interface Made {
  readonly id: string;
}

/** Volume types as a running Cinder answered, and what the specification tells of them (5.1). */
describe('volume types', () => {
  let service: TestService;
  let story: Story;
  beforeAll(async () => {
    service = await TestService.start();
    story = new Story(Number(new URL(service.url).port), new Correspondence([]), {});
  }, 60_000);
  afterAll(() => service?.remove());

  const call = async (method: string, path: string, body?: object) => {
    const target = `/v3/${project}/${path}`;
    const answer = await ask(story.port, { method, target, headers, body: body && JSON.stringify(body) });
    return { status: answer.status, text: answer.text };
  };
  const make = async (name: string, more: object = {}): Promise<string> => {
    const { volume_type } = await story.call('POST', `/v3/${project}/types`, {
      volume_type: { name, ...more },
    });
    return (volume_type as Made).id;
  };
  const shown = async (path: string): Promise<unknown> => JSON.parse((await call('GET', path)).text);
  const refused = (status: number, key: string, message: string) => ({
    status,
    text: JSON.stringify({ [key]: { code: status, message } }),
  });
  const bad = (message: string) => refused(400, 'badRequest', message);
  const missing = (message: string) => refused(404, 'itemNotFound', message);

  describe('as recorded', () => {
    it('with a second type', async () => {
      await make('t-1795229656', { description: 'd', extra_specs: { volume_backend_name: 'rbd' } });
    });
    it.each([
      '014-types-list',
      '015-types-default',
      '016-type-create',
      '017-type-show',
      '018-type-update',
      '019-type-extra-specs',
      '020-type-delete',
    ])('%s', (name) => story.expect(name));
  });

  it('have names of their own', async () => {
    const id = await make('one');
    const taken = refused(409, 'conflictingRequest', 'Volume Type one already exists.');
    expect(await call('POST', 'types', { volume_type: { name: 'one' } })).toEqual(taken);
    const other = await make('two');
    expect(await call('PUT', `types/${other}`, { volume_type: { name: 'one' } })).toEqual(taken);
    expect(
      (await call('PUT', `types/${id}`, { volume_type: { name: 'one', description: 'x' } })).status,
    ).toBe(200);
  });

  it.each([
    [{ name: ' ' }, 'Volume type name can not be empty.'],
    [{ name: null }, 'Specify volume type name, description, is_public or a combination thereof.'],
    [{}, 'Specify volume type name, description, is_public or a combination thereof.'],
  ])('are not updated by %j', async (volume_type, message) =>
    expect(await call('PUT', 'types/x', { volume_type })).toEqual(bad(message)),
  );

  it('are not made with a blank name', async () => {
    const empty = bad("An invalid 'name' value was provided. The 'name' can not be empty.");
    expect(await call('POST', 'types', { volume_type: { name: ' ' } })).toEqual(empty);
  });

  it('are found, or not', async () => {
    const gone = missing('Volume type nope could not be found.');
    for (const [method, path, body] of [
      ['GET', 'types/nope'],
      ['DELETE', 'types/nope'],
      ['PUT', 'types/nope', { volume_type: { name: 'n' } }],
      ['GET', 'types/nope/extra_specs'],
      ['POST', 'types/nope/extra_specs', { extra_specs: { k: 'v' } }],
      ['PUT', 'types/nope/extra_specs/k', { k: 'v' }],
      ['GET', 'types/nope/encryption'],
      ['GET', 'types/nope/os-volume-type-access'],
      ['POST', 'types/nope/action', { addProjectAccess: { project: 'p' } }],
      ['GET', 'types?marker=nope'],
    ] as const) {
      expect([path, await call(method, path, body)]).toEqual([path, gone]);
    }
  });

  it('have extra specs that come and go', async () => {
    const id = await make('specs');
    const echoed = await story.call('POST', `/v3/types/${id}/extra_specs`, {
      extra_specs: { a: '1', b: null },
    });
    expect(echoed).toEqual({ extra_specs: { a: '1', b: null } });
    expect(await story.call('PUT', `/v3/types/${id}/extra_specs/a`, { a: '2' })).toEqual({ a: '2' });
    expect(await shown(`types/${id}/extra_specs`)).toEqual({ extra_specs: { a: '2', b: null } });
    expect(await shown(`types/${id}/extra_specs/a`)).toEqual({ a: '2' });
    expect(await call('DELETE', `types/${id}/extra_specs/a`)).toEqual({ status: 202, text: '' });
    const gone = missing(`Volume Type ${id} has no extra specs with key a.`);
    expect(await call('GET', `types/${id}/extra_specs/a`)).toEqual(gone);
    expect(await call('DELETE', `types/${id}/extra_specs/a`)).toEqual(gone);
    const mismatch = bad('Request body and URI mismatch');
    expect(await call('PUT', `types/${id}/extra_specs/a`, { b: 'c' })).toEqual(mismatch);
    const spaced = await call('POST', `types/${id}/extra_specs`, { extra_specs: { 'a b': 'c' } });
    expect(spaced.status).toBe(400);
  });

  it('show themselves to projects one by one when they are private', async () => {
    const id = await make('private', { 'os-volume-type-access:is_public': false });
    const access = (action: string) => call('POST', `types/${id}/action`, { [action]: { project: 'p1' } });
    expect(await access('addProjectAccess')).toEqual({ status: 202, text: '' });
    const both = `${id} / p1 combination`;
    expect(await access('addProjectAccess')).toEqual(
      refused(409, 'conflictingRequest', `Volume type access for ${both} already exists.`),
    );
    expect(await shown(`types/${id}/os-volume-type-access`)).toEqual({
      volume_type_access: [{ volume_type_id: id, project_id: 'p1' }],
    });
    expect((await access('removeProjectAccess')).status).toBe(202);
    expect(await access('removeProjectAccess')).toEqual(missing(`Volume type access not found for ${both}.`));
    await story.call('PUT', `/v3/types/${id}`, { volume_type: { is_public: true } });
    expect(await call('GET', `types/${id}/os-volume-type-access`)).toEqual(
      missing('Access list not available for public volume types.'),
    );
    const reason = 'Type access modification is not applicable to public volume type.';
    expect(await access('addProjectAccess')).toEqual(bad(`Invalid volume type: ${reason}`));
  });

  it('are listed by name, by what they are and in pages', async () => {
    const names = async (query: string): Promise<readonly string[]> =>
      ((await shown(`types?${query}`)) as { volume_types: { name: string }[] }).volume_types.map(
        ({ name }) => name,
      );
    await make('listed', { 'os-volume-type-access:is_public': 'no', extra_specs: { tier: 'x' } });
    expect(await names('is_public=False')).toEqual(['listed']);
    expect(await names('is_public=None&sort=name:asc')).toEqual((await names('is_public=None')).toSorted());
    expect(await names(`is_public=None&extra_specs=${encodeURIComponent("{'tier': 'x'}")}`)).toEqual([
      'listed',
    ]);
    expect(await names('name=one')).toEqual(['one']);
    const all = await names('sort_key=created_at&sort_dir=asc');
    const page = (await shown('types?limit=1&sort=created_at:asc')) as {
      volume_types: Made[];
      volume_type_links: { href: string }[];
    };
    expect(page.volume_type_links[0]?.href).toContain(`marker=${page.volume_types[0]?.id}`);
    expect(await names(`limit=1&sort=created_at:asc&marker=${page.volume_types[0]?.id}`)).toEqual([all[1]]);
    expect(await call('GET', 'types?sort=nonsense')).toEqual(bad('Invalid input received: Invalid sort key'));
    expect(await call('GET', 'types?is_public=x')).toEqual(bad('Invalid is_public filter [x]'));
  });

  it('tell how their volumes are to be encrypted', async () => {
    const id = await make('secret');
    const path = `types/${id}/encryption`;
    expect(await shown(path)).toEqual({});
    const encryption = { provider: 'luks', control_location: 'front-end', cipher: 'aes-xts-plain64' };
    const echoed = await story.call('POST', `/v3/${path}`, {
      encryption: { ...encryption, key_size: '256' },
    });
    const { encryption_id } = echoed['encryption'] as { encryption_id: string };
    expect(echoed).toEqual({
      encryption: { ...encryption, key_size: 256, volume_type_id: id, encryption_id },
    });
    const again = await call('POST', path, { encryption });
    expect(again).toEqual(bad(`Volume type encryption for type ${id} already exists.`));
    const changed = await story.call('PUT', `/v3/${path}/${encryption_id}`, {
      encryption: { key_size: 512 },
    });
    expect(changed).toEqual({ encryption: { key_size: 512 } });
    expect(await shown(path)).toEqual({
      ...encryption,
      volume_type_id: id,
      encryption_id,
      key_size: 512,
      created_at: expect.any(String),
      updated_at: expect.any(String),
      deleted_at: null,
      deleted: false,
    });
    expect(await shown(`${path}/cipher`)).toEqual({ cipher: 'aes-xts-plain64' });
    const gone = missing(`Volume type encryption for type ${id} does not exist.`);
    expect(await call('GET', `${path}/nonsense`)).toEqual(gone);
    const volume = { volume: { size: 1, volume_type: 'secret' } };
    expect(await call('POST', 'volumes', volume)).toEqual(bad('Key manager error'));
    expect((await call('DELETE', `${path}/${encryption_id}`)).status).toBe(202);
    expect(await call('DELETE', `${path}/${encryption_id}`)).toEqual(gone);
  });

  it('stay while volumes have them', async () => {
    const id = await make('used', { extra_specs: { 'provisioning:max_vol_size': '1' } });
    const size = await call('POST', 'volumes', { volume: { size: 2, volume_type: 'used' } });
    expect(size.text).toContain("greater than the maximum allowable size of '1' for volume type 'used'.");
    const { volume } = await story.call('POST', '/v3/volumes', { volume: { size: 1, volume_type: id } });
    const { id: volumeId } = volume as Made;
    expect(volume).toMatchObject({ volume_type: 'used', volume_type_id: id, encrypted: false });
    await story.until('volumes', volumeId, 'available');
    const inUse = bad('Volume Type is currently in use.');
    expect(await call('DELETE', `types/${id}`)).toEqual(bad('Target volume type is still in use.'));
    expect(await call('POST', `types/${id}/extra_specs`, { extra_specs: { a: 'b' } })).toEqual(inUse);
    expect(await call('DELETE', `types/${id}/extra_specs/a`)).toEqual(inUse);
    const encryption = { provider: 'luks', control_location: 'front-end' };
    expect(await call('POST', `types/${id}/encryption`, { encryption })).toEqual(
      bad('Cannot create encryption specs. Volume type in use.'),
    );
    expect(await shown(`volumes/${volumeId}/encryption`)).toEqual({ encryption_key_id: null });
    expect(await call('GET', `volumes/${volumeId}/encryption/encryption_key_id`)).toEqual({
      status: 200,
      text: '',
    });
    expect((await call('GET', `volumes/${volumeId}/encryption/nonsense`)).status).toBe(404);
  });

  it('are asked of pools by their extra specs', async () => {
    await make('of files', { extra_specs: { volume_backend_name: 'file' } });
    await make('of others', { extra_specs: { volume_backend_name: 'rbd' } });
    const pools = async (type: string): Promise<number> => {
      const path = `scheduler-stats/get_pools?volume_type=${encodeURIComponent(type)}`;
      return ((await shown(path)) as { pools: object[] }).pools.length;
    };
    expect([await pools('of files'), await pools('of others')]).toEqual([1, 0]);
    expect(await call('GET', 'scheduler-stats/get_pools?volume_type=nope')).toEqual(
      missing('Volume type with name nope could not be found.'),
    );
    const { volume } = await story.call('POST', '/v3/volumes', {
      volume: { size: 1, volume_type: 'of others' },
    });
    await story.until('volumes', (volume as Made).id, 'error');
  });

  it('can be a project’s default', async () => {
    const id = await make('own');
    const path = `default-types/${project}`;
    expect(await call('GET', path)).toEqual(missing(`Default type for project ${project} not found.`));
    const set = { default_type: { project_id: project, volume_type_id: id } };
    expect(await story.call('PUT', `/v3/${path}`, { default_type: { volume_type: 'own' } })).toEqual(set);
    expect(await shown(path)).toEqual(set);
    expect(await shown('default-types')).toEqual({ default_types: [set.default_type] });
    expect(await shown('types/default')).toMatchObject({ volume_type: { id, name: 'own' } });
    const { volume } = await story.call('POST', '/v3/volumes', { volume: { size: 1 } });
    expect(volume).toMatchObject({ volume_type: 'own' });
    const refusal = bad(`The volume type ${id} is a default volume type and cannot be deleted.`);
    expect(await call('DELETE', `types/${id}`)).toEqual(refusal);
    expect(await call('PUT', path, { default_type: { volume_type: 'nope' } })).toEqual(
      bad('Volume type with name nope could not be found.'),
    );
    for (let n = 0; n < 2; n += 1) expect((await call('DELETE', path)).status).toBe(204);
    expect(await shown('types/default')).toMatchObject({ volume_type: { name: '__DEFAULT__' } });
    const old = { ...headers, 'OpenStack-API-Version': 'volume 3.61' };
    expect((await ask(story.port, { target: `/v3/${path}`, headers: old })).status).toBe(404);
  });

  it('are what they were after a restart', async () => {
    const before = await shown('types?is_public=None');
    await service.kill();
    await service.restart();
    expect(await shown('types?is_public=None')).toEqual(before);
  });
});
