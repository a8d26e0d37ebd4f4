import { TestService } from '../support/e2e-service.js';
import { eventually } from '../support/eventually.js';
import { AdminCalls, uuid } from './support/admin-calls.js';

const nobody = '11111111-2222-4333-8444-555555555555';
const time = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}$/) as string;

/** Groups with whole bodies, as Cinder Zed answers. Callers are administrators, as noauth makes them, of two projects. */
describe('groups', () => {
  let service: TestService;
  let type: string;
  let volumeType: string;
  beforeAll(async () => {
    service = await TestService.start();
    type = await made('group_types', { group_type: { name: 'usual' } });
    const { body } = await send('GET', 'types/default');
    ({ id: volumeType } = body['volume_type'] as { id: string });
  }, 60_000);
  afterAll(() => service?.remove());

  const { becomes, made, send } = new AdminCalls(() => service);
  const groupOf = async (name: string, count = 0): Promise<string> => {
    const group = await made('groups', { group: { name, group_type: type, volume_types: ['__DEFAULT__'] } });
    await becomes('groups', group, 'available');
    for (let n = 0; n < count; n++) await volumeIn(group);
    return group;
  };
  const volumeIn = async (group_id: string | null): Promise<string> => {
    const volume = { size: 1, volume_type: '__DEFAULT__', group_id };
    const id = await made('volumes', { volume });
    await becomes('volumes', id, 'available');
    return id;
  };
  const remove = async (id: string, withVolumes = true): Promise<void> => {
    const answer = await send('POST', `groups/${id}/action`, { delete: { 'delete-volumes': withVolumes } });
    expect(answer).toMatchObject({ status: 202, body: null, type: 'text/html; charset=UTF-8' });
    await eventually(async () => expect((await send('GET', `groups/${id}`)).status).toBe(404));
  };
  const badRequest = (message: string) => ({ status: 400, body: { badRequest: { code: 400, message } } });
  const notFound = (id: string) => ({
    status: 404,
    body: { itemNotFound: { code: 404, message: `Group ${id} could not be found.` } },
  });
  const volumesOf = async (id: string): Promise<readonly string[]> => {
    const { body } = await send('GET', `groups/${id}?list_volume=true`);
    return (body['group'] as { volumes: readonly string[] }).volumes;
  };

  it('are made, shown, listed and deleted, with the volumes in them', async () => {
    const body = {
      group: { name: ' mine ', description: ' d ', group_type: 'usual', volume_types: [volumeType] },
    };
    const answer = await send('POST', 'groups', body);
    expect([answer.status, answer.body]).toEqual([202, { group: { id: uuid, name: 'mine' } }]);
    const { id } = answer.body['group'] as { id: string };
    await becomes('groups', id, 'available');
    const volume = await volumeIn(id);
    const shown = {
      id,
      status: 'available',
      availability_zone: 'nova',
      created_at: time,
      name: 'mine',
      description: 'd',
      group_type: type,
      volume_types: [volumeType],
    };
    const sources = { group_snapshot_id: null, source_group_id: null };
    const latest = { ...shown, ...sources, replication_status: 'disabled', project_id: 'aaa' };
    const show = async (version: string, query = '') =>
      (await send('GET', `groups/${id}${query}`, undefined, version)).body;
    expect(await show('3.13', '?list_volume=1')).toEqual({ group: shown });
    expect(await show('3.14')).toEqual({ group: { ...shown, ...sources } });
    expect(await show('3.25', '?list_volume=1')).toEqual({
      group: { ...shown, ...sources, volumes: [volume] },
    });
    expect(await show('3.38')).toEqual({ group: { ...shown, ...sources, replication_status: 'disabled' } });
    expect(await show('3.58')).toEqual({ group: latest });
    expect((await send('GET', 'groups')).body).toEqual({ groups: [{ id, name: 'mine' }] });
    expect((await send('GET', 'groups/detail')).body).toEqual({ groups: [latest] });
    expect((await send('GET', 'groups/detail?list_volume=True')).body).toEqual({
      groups: [{ ...latest, volumes: [volume] }],
    });
    expect((await send('GET', `volumes/${volume}`)).body).toMatchObject({ volume: { group_id: id } });
    const { body: found } = await send('GET', `volumes?group_id=${id}`);
    expect(found).toEqual({ volumes: [expect.objectContaining({ id: volume })] });
    expect(await send('GET', `groups/${id}`, undefined, '3.12')).toMatchObject({ status: 404 });
    expect(await send('POST', `groups/${id}/action`, { delete: {} })).toMatchObject(
      badRequest(
        `Invalid Group: Group ${id} still contains volumes. The delete-volumes flag is required to delete it.`,
      ),
    );
    await remove(id);
    expect((await send('GET', `volumes/${volume}`)).status).toBe(404);
    expect(await send('GET', `groups/${id}`)).toMatchObject(notFound(id));
  });

  it('are listed in order, in pages, and by filters; another project sees none', async () => {
    const [first, second, third] = [await groupOf('a'), await groupOf('b'), await groupOf('b')];
    const listed = async (query: string, version?: string, project?: string) => {
      const { body } = await send('GET', `groups?${query}`, undefined, version, project);
      return (body['groups'] as readonly { id: string }[]).map(({ id }) => id);
    };
    expect(await listed('')).toEqual([third, second, first]);
    expect(await listed('sort=name:asc,id:asc')).toEqual([first, ...[second, third].sort()]);
    expect(await listed('name=b&sort=created_at:asc')).toEqual([second, third]);
    expect(await listed('name~=A')).toEqual([first]);
    expect(await listed('status=error')).toEqual([]);
    expect(await listed('nothing=1')).toEqual([]);
    expect(await listed('', undefined, 'bbb')).toEqual([]);
    expect(await listed('all_tenants=1', undefined, 'bbb')).toHaveLength(3);
    const page = await send('GET', 'groups/detail?limit=1');
    expect(page.body).toEqual({
      groups: [expect.objectContaining({ id: third })],
      group_links: [{ rel: 'next', href: `${service.url}/v3/aaa/groups?limit=1&marker=${third}` }],
    });
    expect(await listed(`limit=1&marker=${third}`)).toEqual([second]);
    expect(await send('GET', `groups?marker=${nobody}`)).toMatchObject(notFound(nobody));
    for (const id of [first, second, third]) await remove(id, false);
  });

  it('are changed: names, and volumes that come and go', async () => {
    const group = await groupOf('old', 2);
    const [first = '', second = ''] = await volumesOf(group);
    const put = (body: object) => send('PUT', `groups/${group}`, { group: body });
    const answer = await put({ name: 'new', description: 'd', remove_volumes: `${second},` });
    expect(answer).toMatchObject({ status: 202, body: null });
    await becomes('groups', group, 'available');
    expect(await volumesOf(group)).toEqual([first]);
    expect((await send('GET', `volumes/${second}`)).body).toMatchObject({ volume: { group_id: null } });
    expect(await put({ name: 'new' })).toMatchObject(
      badRequest(
        `Invalid Group: Cannot update group ${group} because no valid name, description, add_volumes, or remove_volumes were provided.`,
      ),
    );
    expect(await put({ add_volumes: nobody })).toMatchObject(
      badRequest(
        `Invalid volume: Cannot add volume ${nobody} to group ${group} because volume cannot be found.`,
      ),
    );
    await put({ add_volumes: second });
    await becomes('groups', group, 'available');
    expect(await volumesOf(group)).toEqual([first, second]);
    const refusal =
      'Invalid volume: Volume status must be available or error or error_restoring or error_extending or error_managing and ' +
      'must not be migrating, attached, belong to a group, have snapshots, awaiting a transfer, or be disassociated from ' +
      'snapshots after volume transfer.';
    expect(await send('DELETE', `volumes/${first}`)).toMatchObject(badRequest(refusal));
    expect(await send('PUT', `groups/${nobody}`, { group: { name: 'x' } })).toMatchObject(notFound(nobody));
    expect(await send('PUT', `groups/${group}`, { group: { name: 'x' } }, '3.71', 'bbb')).toMatchObject({
      status: 202,
    });
    await remove(group);
  });

  it('are made of another one, with its volumes', async () => {
    const group = await groupOf('original', 1);
    const from = (source: object) => send('POST', 'groups/action', { 'create-from-src': source });
    const answer = await from({ name: 'copy', source_group_id: group });
    expect([answer.status, answer.body]).toEqual([202, { group: { id: uuid, name: 'copy' } }]);
    const { id } = answer.body['group'] as { id: string };
    await becomes('groups', id, 'available');
    expect((await send('GET', `groups/${id}`)).body).toMatchObject({ group: { source_group_id: group } });
    const [copy = ''] = await volumesOf(id);
    const [original] = await volumesOf(group);
    expect((await send('GET', `volumes/${copy}`)).body).toMatchObject({
      volume: { group_id: id, source_volid: original, status: 'available', name: null },
    });
    await remove(id);
    await remove(group);
    const empty = await groupOf('empty');
    expect(await from({ source_group_id: empty })).toMatchObject(
      badRequest('Invalid Group: Source Group is empty. No group will be created.'),
    );
    await remove(empty, false);
    expect(await from({ source_group_id: nobody })).toMatchObject(notFound(nobody));
    expect((await from({})).status).toBe(400);
  });

  it('are reset by administrators, and not replicated', async () => {
    const group = await groupOf('reset');
    const act = (body: object, version?: string) => send('POST', `groups/${group}/action`, body, version);
    for (const status of ['creating', 'available', 'ERROR']) {
      expect(await act({ reset_status: { status } })).toMatchObject({ status: 202, body: null });
      await becomes('groups', group, status.toLowerCase());
    }
    const words =
      "('error', 'available', 'creating', 'deleting', 'deleted', 'updating', 'in-use', 'error_deleting')";
    expect(await act({ reset_status: { status: 'in-use' } })).toMatchObject(
      badRequest(`Invalid Group Status: Group status: in-use is invalid, valid status are: ${words}.`),
    );
    expect((await act({ reset_status: { status: 'error' } }, '3.19')).status).toBe(404);
    const refusal = badRequest(`Invalid group type: Group ${group} is not a replication group type.`);
    for (const name of ['enable', 'disable', 'failover'].map((verb) => `${verb}_replication`)) {
      expect(await act({ [name]: {} }, '3.38')).toMatchObject(refusal);
    }
    expect(await act({ list_replication_targets: {} })).toMatchObject(refusal);
    expect(await act({ bogus: {} })).toMatchObject(
      badRequest(
        'There is no such action: bogus. Verify the request body and Content-Type header and try again.',
      ),
    );
    await remove(group, false);
  });

  it('refuse what they cannot be made of, and more than the quota', async () => {
    const create = (more: object) =>
      send('POST', 'groups', { group: { group_type: type, volume_types: [volumeType], ...more } });
    expect(await create({ availability_zone: 'mars' })).toMatchObject(
      badRequest("Invalid input received: Availability zone 'mars' is invalid."),
    );
    expect(await create({ group_type: nobody })).toMatchObject({
      body: { itemNotFound: { message: `Group type ${nobody} could not be found.` } },
    });
    expect(await create({ volume_types: ['gold'] })).toMatchObject({
      body: { itemNotFound: { message: 'Volume type with name gold could not be found.' } },
    });
    expect(await create({ volume_types: [] })).toMatchObject(
      badRequest('Invalid input for field/attribute volume_types. Value: []. [] is too short'),
    );
    const volume = { size: 1, group_id: nobody };
    expect(await send('POST', 'volumes', { volume })).toMatchObject(notFound(nobody));
    await send('PUT', 'os-quota-sets/aaa', { quota_set: { groups: 0 } });
    const message = 'GroupLimitExceeded: Maximum number of groups allowed (0) exceeded';
    expect(await create({})).toMatchObject({
      status: 413,
      body: { overLimit: { code: 413, message, retryAfter: '0' } },
    });
    await send('PUT', 'os-quota-sets/aaa', { quota_set: { groups: 10 } });
    const { body } = await send('GET', 'os-quota-sets/aaa?usage=True');
    expect(body).toMatchObject({ quota_set: { groups: { in_use: 0, limit: 10, reserved: 0 } } });
  });
});
