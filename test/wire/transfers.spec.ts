import { TestService } from '../support/e2e-service.js';
import { eventually } from '../support/eventually.js';
import { specTable } from './support/spec-table.js';
import { ask } from './support/ask.js';

const [giver, getter] = ['aaa', 'bbb'] as const;
const nobody = '11111111-2222-4333-8444-555555555555';
const time = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}$/) as string;
const uuid = expect.stringMatching(/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/) as string;
type Body = Readonly<Record<string, unknown>>;

/** spec/api-core.md 5.7. Callers are administrators, as noauth makes them, of two projects. */
describe('volume transfers', () => {
  let service: TestService;
  beforeAll(async () => {
    service = await TestService.start({ host: 'one', quota_snapshots: 100 });
  }, 60_000);
  afterAll(() => service?.remove());

  const send = async (project: string, method: string, path: string, body?: unknown, version = '3.71') => {
    const { status, text, headers } = await ask(Number(new URL(service.url).port), {
      method,
      target: `/v3/${project}/${path}`,
      headers: {
        'Content-Type': 'application/json',
        'X-Auth-Token': `admin:${project}`,
        'OpenStack-API-Version': `volume ${version}`,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const type = headers['content-type'];
    return { status, type, body: (text === '' ? null : JSON.parse(text)) as Body };
  };
  const badRequest = (message: string) => ({ status: 400, body: { badRequest: { code: 400, message } } });
  const notFound = (id: string) => ({
    status: 404,
    body: { itemNotFound: { code: 404, message: `Transfer ${id} could not be found.` } },
  });
  const volumeOf = async (project: string): Promise<string> => {
    const { body } = await send(project, 'POST', 'volumes', { volume: { size: 1, name: 'gift' } });
    const { id } = body['volume'] as { id: string };
    await becomes(project, id, 'available');
    return id;
  };
  const becomes = (project: string, id: string, status: string): Promise<void> =>
    eventually(async () => {
      expect((await send(project, 'GET', `volumes/${id}`)).body).toMatchObject({ volume: { status } });
    });
  const offer = async (volume_id: string, more: object = {}, version?: string) => {
    const { status, body } = await send(
      giver,
      'POST',
      'volume-transfers',
      { transfer: { volume_id, ...more } },
      version,
    );
    expect([status, body]).toMatchObject([202, { transfer: { volume_id } }]);
    return body['transfer'] as { readonly id: string; readonly auth_key: string };
  };
  const used = async (project: string): Promise<unknown> => {
    const { body } = await send(project, 'GET', 'limits');
    const { absolute } = body['limits'] as { absolute: Body };
    return [absolute['totalVolumesUsed'], absolute['totalGigabytesUsed'], absolute['totalSnapshotsUsed']];
  };

  it.each(['os-volume-transfer', 'volume-transfers'])('give a volume away by %s', async (path) => {
    const volume_id = await volumeOf(giver);
    const [before, after] = [await used(giver), await used(getter)];
    const body = { transfer: { volume_id, name: ' for you ' } };
    const offered = await send(giver, 'POST', path, body);
    const { id, auth_key } = offered.body['transfer'] as { id: string; auth_key: string };
    const links = [
      { rel: 'self', href: `${service.url}/v3/${giver}/os-volume-transfer/${id}` },
      { rel: 'bookmark', href: `${service.url}/${giver}/os-volume-transfer/${id}` },
    ];
    const summary = { id: uuid, volume_id, name: 'for you', links };
    const shown = {
      ...summary,
      created_at: time,
      no_snapshots: false,
      source_project_id: giver,
      destination_project_id: null,
      accepted: false,
    };
    expect([offered.status, offered.body]).toEqual([202, { transfer: { ...shown, auth_key } }]);
    expect(auth_key).toMatch(/^[\da-f]{16}$/);
    await becomes(giver, volume_id, 'awaiting-transfer');
    expect((await send(giver, 'GET', `${path}/${id}`)).body).toEqual({ transfer: shown });
    expect((await send(giver, 'GET', path)).body).toEqual({ transfers: [summary] });
    expect((await send(giver, 'GET', `${path}/detail`)).body).toEqual({ transfers: [shown] });
    expect((await send(getter, 'GET', path)).body).toEqual({ transfers: [] });
    expect((await send(getter, 'GET', `${path}?all_tenants=1`)).body).toEqual({
      transfers: [expect.objectContaining({ id })],
    });
    const accept = (key: unknown) =>
      send(getter, 'POST', `${path}/${id}/accept`, { accept: { auth_key: key } });
    const wrong = `Invalid auth key: Attempt to transfer ${id} with invalid auth key.`;
    expect(await accept('0'.repeat(16))).toMatchObject(badRequest(wrong));
    expect(await accept(12)).toMatchObject(badRequest(wrong));
    const accepted = await accept(auth_key);
    const mine = links.map(({ rel, href }) => ({ rel, href: href.replace(`/${giver}/`, `/${getter}/`) }));
    expect([accepted.status, accepted.body]).toEqual([202, { transfer: { ...summary, links: mine } }]);
    const { body: volume } = await send(getter, 'GET', `volumes/${volume_id}`);
    expect(volume).toMatchObject({ volume: { status: 'available', 'os-vol-tenant-attr:tenant_id': getter } });
    expect([await used(giver), await used(getter)]).not.toEqual([before, after]);
    expect(await send(giver, 'GET', `${path}/${id}`)).toMatchObject(notFound(id));
    expect(await accept(auth_key)).toMatchObject(notFound(id));
    await send(getter, 'DELETE', `volumes/${volume_id}`);
    await eventually(async () => expect(await used(getter)).toEqual(after));
    expect(await used(giver)).not.toEqual(before);
  });

  it('show what the version knows', async () => {
    const view = specTable<Record<string, { field: string; since: string }[]>>('views');
    const rows = view['transfer.detail (show, list detail, create)'] ?? [];
    const { id } = await offer(await volumeOf(giver));
    for (const minor of [0, 54, 55, 56, 57, 71]) {
      const { body } = await send(giver, 'GET', `os-volume-transfer/${id}`, undefined, `3.${minor}`);
      const wanted = rows.filter(
        ({ field, since }) => field !== 'auth_key' && (since === '-' || Number(since.split('.')[1]) <= minor),
      );
      expect(Object.keys(body['transfer'] as object).toSorted()).toEqual(
        wanted.map(({ field }) => field).toSorted(),
      );
    }
    expect((await send(giver, 'DELETE', `volume-transfers/${id}`)).status).toBe(202);
  });

  it('are taken back', async () => {
    const volume_id = await volumeOf(giver);
    const { id, auth_key } = await offer(volume_id);
    expect(await send(giver, 'DELETE', `os-volume-transfer/${id}`)).toEqual({
      status: 202,
      type: 'text/html; charset=UTF-8',
      body: null,
    });
    await becomes(giver, volume_id, 'available');
    for (const [method, path, body] of [
      ['GET', `volume-transfers/${id}`, undefined],
      ['DELETE', `volume-transfers/${id}`, undefined],
      ['POST', `volume-transfers/${id}/accept`, { accept: { auth_key } }],
      ['GET', `volume-transfers/${nobody}`, undefined],
    ] as const) {
      const missing = notFound(path.split('/')[1] ?? '');
      expect(await send(giver, method, path, body)).toMatchObject(missing);
    }
  });

  it('offer what is available only', async () => {
    const volume_id = await volumeOf(giver);
    const { id } = await offer(volume_id);
    const again = await send(giver, 'POST', 'volume-transfers', { transfer: { volume_id } });
    expect(again).toMatchObject(badRequest('Invalid volume: status must be available'));
    for (const [method, path, body] of [
      ['POST', 'snapshots', { snapshot: { volume_id } }],
      ['POST', 'backups', { backup: { volume_id } }],
      ['DELETE', `volumes/${volume_id}`, undefined],
      ['POST', `volumes/${volume_id}/action`, { 'os-extend': { new_size: 2 } }],
    ] as const) {
      expect(await send(giver, method, path, body)).toMatchObject({ status: 400 });
    }
    await send(giver, 'DELETE', `volume-transfers/${id}`);
    const made = await send(giver, 'POST', 'snapshots', { snapshot: { volume_id } });
    const snapshot = (made.body['snapshot'] as { id: string }).id;
    await eventually(async () => {
      const { body } = await send(giver, 'GET', `snapshots/${snapshot}`);
      expect(body).toMatchObject({ snapshot: { status: 'available' } });
    });
    await send(giver, 'POST', `snapshots/${snapshot}/action`, { 'os-reset_status': { status: 'error' } });
    expect(await send(giver, 'POST', 'volume-transfers', { transfer: { volume_id } })).toMatchObject(
      badRequest(`Invalid snapshot: snapshot: ${snapshot} status must be available`),
    );
    const alone = await offer(volume_id, { no_snapshots: 'yes' });
    await send(getter, 'POST', `volume-transfers/${alone.id}/accept`, {
      accept: { auth_key: alone.auth_key },
    });
    const { body } = await send(giver, 'GET', `snapshots/${snapshot}`);
    expect(body).toMatchObject({
      snapshot: { 'os-extended-snapshot-attributes:project_id': giver, volume_id },
    });
  });

  it('wait for the quota of whoever accepts', async () => {
    const offered = await offer(await volumeOf(giver));
    const accept = () =>
      send('ccc', 'POST', `volume-transfers/${offered.id}/accept`, {
        accept: { auth_key: offered.auth_key },
      });
    const limit = (quota: object) => send('ccc', 'PUT', 'os-quota-sets/ccc', { quota_set: quota });
    const over = (message: string) => ({
      status: 413,
      body: { overLimit: { code: 413, message, retryAfter: '0' } },
    });
    await limit({ gigabytes: 0 });
    const consumed = 'Requested 1G, quota is 0G and 0G has been consumed.';
    expect(await accept()).toMatchObject(
      over(`Requested volume or snapshot exceeds allowed gigabytes quota. ${consumed}`),
    );
    await limit({ gigabytes: 10, volumes: 0 });
    expect(await accept()).toMatchObject(
      over("VolumeLimitExceeded: Maximum number of volumes allowed (0) exceeded for quota 'volumes'."),
    );
    await limit({ volumes: 1 });
    expect(await accept()).toMatchObject({ status: 202 });
  });

  it('are listed in pages', async () => {
    const one = await offer(await volumeOf(giver), { name: 'one' });
    const two = await offer(await volumeOf(giver), { name: 'two' });
    const ids = async (query: string, version?: string) => {
      const { body } = await send(giver, 'GET', `volume-transfers?${query}`, undefined, version);
      return [(body['transfers'] as { id: string }[]).map(({ id }) => id), body['transfers_links']];
    };
    expect(await ids('', '3.58')).toEqual([[one.id, two.id], undefined]);
    expect(await ids('limit=1&offset=1', '3.0')).toEqual([[two.id], expect.anything()]);
    expect(await ids('')).toEqual([[two.id, one.id], undefined]);
    expect(await ids(`sort=name:asc&limit=1`)).toEqual([[one.id], expect.anything()]);
    expect(await ids(`marker=${two.id}`)).toEqual([[one.id], undefined]);
    expect(await ids('name=two')).toEqual([[two.id], undefined]);
    expect(await send(giver, 'GET', `volume-transfers?marker=${nobody}`)).toMatchObject(notFound(nobody));
    for (const { id } of [one, two]) await send(giver, 'DELETE', `volume-transfers/${id}`);
  });

  it.each([
    [{}, "'transfer' is a required property"],
    [{ transfer: {} }, /'volume_id' is a required property/],
    [{ transfer: { volume_id: 'x' } }, /'x' is not a 'uuid'/],
    [{ transfer: { volume_id: nobody, name: ' ' } }, /The 'name' can not be empty/],
    [{ transfer: { volume_id: nobody, name: 'n'.repeat(256) } }, /can not be greater than 255 characters/],
    [{ transfer: { volume_id: nobody, zzz: 1 } }, /'zzz' was unexpected/],
  ])('refuse %j', async (body, message) => {
    const { status, body: answer } = await send(giver, 'POST', 'volume-transfers', body);
    const { message: text } = answer['badRequest'] as { message: string };
    expect([status, text]).toEqual([400, expect.stringMatching(message)]);
  });

  it('know no_snapshots from 3.55 on', async () => {
    const body = { transfer: { volume_id: nobody, no_snapshots: true } };
    expect(await send(giver, 'POST', 'os-volume-transfer', body, '3.54')).toMatchObject({ status: 400 });
    expect(await send(giver, 'POST', 'os-volume-transfer', body, '3.55')).toMatchObject({ status: 404 });
  });
});
