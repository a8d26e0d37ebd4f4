import { TestService } from '../support/e2e-service.js';
import { AdminCalls, uuid } from './support/admin-calls.js';

const nobody = '11111111-2222-4333-8444-555555555555';
const time = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}$/) as string;

/** Group snapshots with whole bodies, as Cinder Zed answers. Callers are administrators, as noauth makes them, of two projects. */
describe('group snapshots', () => {
  let service: TestService;
  let group: string;
  let volume: string;
  beforeAll(async () => {
    service = await TestService.start();
    const type = await made('group_types', { group_type: { name: 'usual' } });
    group = await made('groups', { group: { group_type: type, volume_types: ['__DEFAULT__'] } });
    await becomes('groups', group, 'available');
    volume = await made('volumes', { volume: { size: 1, volume_type: '__DEFAULT__', group_id: group } });
    await becomes('volumes', volume, 'available');
  }, 60_000);
  afterAll(() => service?.remove());

  const { becomes, gone, made, send } = new AdminCalls(() => service);
  const take = async (name: string): Promise<string> => {
    const id = await made('group_snapshots', { group_snapshot: { group_id: group, name } });
    await becomes('group_snapshots', id, 'available');
    return id;
  };
  const drop = async (id: string): Promise<void> => {
    expect(await send('DELETE', `group_snapshots/${id}`)).toMatchObject({ status: 202, body: null });
    await gone('group_snapshots', id);
  };
  const badRequest = (message: string) => ({ status: 400, body: { badRequest: { code: 400, message } } });
  const notFound = (message: string) => ({ status: 404, body: { itemNotFound: { code: 404, message } } });

  it('are made, shown and deleted, with a snapshot of every volume', async () => {
    const asked = { group_id: group, name: 'night', description: 'kept' };
    const created = await send('POST', 'group_snapshots', { group_snapshot: asked });
    const { group_snapshot } = created.body as { group_snapshot: { id: string; group_type_id: string } };
    const { id, group_type_id } = group_snapshot;
    expect([created.status, group_snapshot]).toEqual([202, { id: uuid, name: 'night', group_type_id: uuid }]);
    await becomes('group_snapshots', id, 'available');
    const shown = { id, ...asked, group_type_id, status: 'available', created_at: time, project_id: 'aaa' };
    const { project_id, ...forAll } = shown;
    expect(project_id).toBe('aaa');
    expect((await send('GET', `group_snapshots/${id}`)).body).toEqual({ group_snapshot: shown });
    const older = await send('GET', `group_snapshots/${id}`, undefined, '3.57');
    expect(older.body).toEqual({ group_snapshot: forAll });
    expect((await send('GET', 'group_snapshots')).body).toEqual({ group_snapshots: [{ id, name: 'night' }] });
    expect((await send('GET', 'group_snapshots/detail')).body).toEqual({ group_snapshots: [shown] });

    const { body } = await send('GET', `snapshots/detail?volume_id=${volume}`);
    const [snapshot] = body['snapshots'] as readonly { readonly id: string }[];
    expect(snapshot).toMatchObject({ name: 'night', description: 'kept', group_snapshot_id: id });
    const together = 'Snapshot status must be available or error and must not be part of a group.';
    expect(await send('DELETE', `snapshots/${snapshot?.id}`)).toMatchObject(
      badRequest(`Invalid snapshot: ${together}`),
    );
    expect(await send('POST', `snapshots/${snapshot?.id}/action`, { 'os-force_delete': {} })).toMatchObject(
      badRequest('Invalid snapshot: Snapshot  must not be part of a group.'),
    );
    expect(
      await send('POST', `groups/${group}/action`, { delete: { 'delete-volumes': true } }),
    ).toMatchObject(badRequest('Invalid Group: Group has existing snapshots.'));

    const deleted = await send('DELETE', `group_snapshots/${id}`);
    expect(deleted).toEqual({ status: 202, type: 'text/html; charset=UTF-8', body: null });
    await gone('group_snapshots', id);
    expect((await send('GET', `snapshots/${snapshot?.id}`)).status).toBe(404);
    expect((await send('GET', 'group_snapshots')).body).toEqual({ group_snapshots: [] });
  });

  it('are what a group can be made of', async () => {
    const id = await take('seed');
    const source = { 'create-from-src': { name: 'again', group_snapshot_id: id } };
    const created = await send('POST', 'groups/action', source);
    const { group: again } = created.body as { group: { id: string } };
    expect([created.status, again]).toEqual([202, { id: uuid, name: 'again' }]);
    await becomes('groups', again.id, 'available');
    expect((await send('GET', `groups/${again.id}`)).body).toMatchObject({
      group: { group_snapshot_id: id, source_group_id: null },
    });
    const { body } = await send('GET', `volumes/detail?group_id=${again.id}`);
    expect(body['volumes']).toMatchObject([{ status: 'available', group_id: again.id }]);
    await drop(id);
    await send('POST', `groups/${again.id}/action`, { delete: { 'delete-volumes': true } });
    await gone('groups', again.id);
  });

  it('have a status that administrators may write', async () => {
    const id = await take('status');
    const reset = (status: string, version?: string) =>
      send('POST', `group_snapshots/${id}/action`, { reset_status: { status } }, version);
    expect(await reset('Creating')).toMatchObject({ status: 202, body: null });
    await becomes('group_snapshots', id, 'creating');
    expect(await send('DELETE', `group_snapshots/${id}`)).toMatchObject(
      badRequest(
        'Invalid GroupSnapshot: GroupSnapshot status must be available or error, and no Group can be currently using ' +
          'it as source for its creation.',
      ),
    );
    const statuses =
      "('error', 'available', 'creating', 'deleting', 'deleted', 'updating', 'error_deleting')";
    expect(await reset('in-use')).toMatchObject(
      badRequest(
        `Invalid GroupSnapshot Status: Group snapshot status: in-use is invalid, valid statuses are: ${statuses}.`,
      ),
    );
    expect(await reset(' ')).toMatchObject(
      badRequest("Invalid GroupSnapshot Status: The 'status' can not be empty."),
    );
    expect(await reset('error', '3.18')).toMatchObject({ status: 404 });
    expect(await reset('error')).toMatchObject({ status: 202 });
    await drop(id);
  });

  it('come in pages, sorted and filtered, from 3.29 on', async () => {
    const ids = [await take('b'), await take('a')];
    const listed = async (query: string, version?: string): Promise<readonly [unknown, unknown]> => {
      const { body } = await send('GET', `group_snapshots${query}`, undefined, version);
      const rows = body['group_snapshots'] as readonly { readonly name: string }[];
      return [rows.map(({ name }) => name), body['group_snapshot_links']];
    };
    const next = [
      {
        rel: 'next',
        href: `${service.url}/v3/aaa/group_snapshots?sort=name%3Aasc&limit=1&marker=${ids[1]}`,
      },
    ];
    expect(await listed('?sort=name:asc&limit=1')).toEqual([['a'], next]);
    expect(await listed('/detail?sort=name:asc&limit=1')).toEqual([['a'], next]);
    expect(await listed(`?sort=name:asc&marker=${ids[1]}`)).toEqual([['b'], undefined]);
    expect(await listed('?name=b')).toEqual([['b'], undefined]);
    expect(await listed(`?group_id=${group}&status=available`)).toEqual([['a', 'b'], undefined]);
    expect(await listed(`?group_id=${nobody}`)).toEqual([[], undefined]);
    expect(await listed('?name=b&marker=x&offset=7', '3.28')).toEqual([['a', 'b'], undefined]);
    expect(await send('GET', `group_snapshots?marker=${nobody}`)).toMatchObject(
      notFound(`GroupSnapshot ${nobody} could not be found.`),
    );
    const others = await send('GET', 'group_snapshots', undefined, '3.71', 'bbb');
    expect(others.body).toEqual({ group_snapshots: [] });
    const all = await send('GET', 'group_snapshots?all_tenants=0', undefined, '3.71', 'bbb');
    expect(all.body['group_snapshots']).toHaveLength(2);
    for (const id of ids) await drop(id);
  });

  it('are not there below 3.14, cannot be changed, and need a group with volumes', async () => {
    const resource = notFound('The resource could not be found.');
    expect(await send('GET', 'group_snapshots', undefined, '3.13')).toMatchObject(resource);
    expect(await send('PUT', `group_snapshots/${nobody}`, { group_snapshot: {} })).toMatchObject({
      status: 404,
    });
    const missing = notFound(`GroupSnapshot ${nobody} could not be found.`);
    expect(await send('GET', `group_snapshots/${nobody}`)).toMatchObject(missing);
    expect(await send('DELETE', `group_snapshots/${nobody}`)).toMatchObject(missing);
    const of = (group_id: string, more: object = {}) =>
      send('POST', 'group_snapshots', { group_snapshot: { group_id, ...more } });
    expect(await of(nobody)).toMatchObject(notFound(`Group ${nobody} could not be found.`));
    expect((await of('x')).body).toMatchObject({
      badRequest: { message: expect.stringMatching(/'x' is not a 'uuid'/) },
    });
    expect((await of(group, { zzz: 1 })).body).toMatchObject({
      badRequest: { message: expect.stringMatching(/'zzz' was unexpected/) },
    });
    const type = await made('group_types', { group_type: { name: 'other' } });
    const empty = await made('groups', { group: { group_type: type, volume_types: ['__DEFAULT__'] } });
    await becomes('groups', empty, 'available');
    expect(await of(empty)).toMatchObject(
      badRequest(
        "Invalid Group: Source group cannot be empty or in 'creating' or 'updating' state. No group snapshot will be " +
          'created.',
      ),
    );
  });
});
