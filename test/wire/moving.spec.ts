import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { TestService } from '../support/e2e-service.js';
import { eventually } from '../support/eventually.js';
import { ask } from './support/ask.js';

const project = '00000000000000000000000000000abc';
let service: TestService;
let volume: string;
beforeAll(async () => {
  service = await TestService.start({
    host: 'one',
    enabled_backends: 'file,second',
    backends: JSON.stringify({ second: {} }),
  });
  volume = await newVolume();
}, 60_000);
afterAll(() => service?.remove());

type Body = Readonly<Record<string, unknown>>;

const send = async (
  method: string,
  path: string,
  { body, as = 'admin', version = '3.70' }: { body?: Body; as?: string; version?: string } = {},
) => {
  const answer = await ask(Number(new URL(service.url).port), {
    method,
    target: `/v3/${path}`,
    headers: {
      'X-Auth-Token': `${as}:${project}`,
      'OpenStack-API-Version': `volume ${version}`,
      'Content-Type': 'application/json',
    },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  return { status: answer.status, body: answer.text === '' ? null : (JSON.parse(answer.text) as Body) };
};
const show = async (collection: 'volumes' | 'snapshots', id: string): Promise<Body> =>
  (await send('GET', `${collection}/${id}`)).body?.[collection.slice(0, -1)] as Body;
const until = (collection: 'volumes' | 'snapshots', id: string, status: string): Promise<void> =>
  eventually(async () => expect((await show(collection, id))['status']).toBe(status), 20_000);
const idIn = (body: Body | null, member: string): string => {
  const made = body?.[member] as { id: string } | undefined;
  return made?.id ?? '';
};
const newVolume = async (): Promise<string> => {
  const { body } = await send('POST', 'volumes', { body: { volume: { size: 1 } } });
  const id = idIn(body, 'volume');
  await until('volumes', id, 'available');
  return id;
};
const act = (body: Body, more: { as?: string; version?: string } = {}) =>
  send('POST', `volumes/${volume}/action`, { body, ...more });
const refused = (code: number, envelope: string, message: string) => ({
  status: code,
  body: { [envelope]: { code, message } },
});

describe('what moves volumes, over the wire', () => {
  it('reverts to the newest snapshot only, from 3.40 on, for members', async () => {
    const revert = { revert: { snapshot_id: volume } };
    expect(await act(revert)).toEqual(
      refused(400, 'badRequest', `Volume ${volume} doesn't have any snapshots.`),
    );
    expect((await act(revert, { version: '3.39' })).status).toBe(404);
    const made = await send('POST', 'snapshots', { body: { snapshot: { volume_id: volume } } });
    const id = idIn(made.body, 'snapshot');
    await until('snapshots', id, 'available');
    for (const wanted of [volume, null]) {
      expect(await act({ revert: { snapshot_id: wanted } })).toEqual(
        refused(
          400,
          'badRequest',
          `Specified snapshot ${wanted ?? 'None'} is None or not the latest one of volume ${volume}.`,
        ),
      );
    }
    await act({ 'os-reset_status': { status: 'error' } });
    expect(await act({ revert: { snapshot_id: id } })).toEqual(
      refused(
        409,
        'conflictingRequest',
        `Invalid volume: Can't revert volume ${volume} to its latest snapshot ${id}. Volume's status must be 'available'.`,
      ),
    );
    await act({ 'os-reset_status': { status: 'available' } });
    expect(await act({ revert: { snapshot_id: id } }, { as: 'member', version: '3.40' })).toEqual({
      status: 202,
      body: null,
    });
    await until('volumes', volume, 'available');
    await until('snapshots', id, 'available');
    await send('DELETE', `snapshots/${id}`);
    await eventually(async () => expect((await send('GET', `snapshots/${id}`)).status).toBe(404), 20_000);
  });

  it('migrates for administrators, who see how far it is', async () => {
    const migrate = (more: Body, version = '3.70') => act({ 'os-migrate_volume': more }, { version });
    expect(await migrate({ host: 'two@x#y' })).toEqual(
      refused(400, 'badRequest', "Invalid host: No available service named 'two@x#y'"),
    );
    expect(await migrate({ cluster: 'c' })).toEqual(
      refused(400, 'badRequest', "Invalid host: No available service named 'c'"),
    );
    const one = 'Invalid input received: One and only one of cluster and host must be set.';
    expect(await migrate({})).toEqual(refused(400, 'badRequest', one));
    expect(await migrate({ host: 'h', cluster: 'c' })).toEqual(refused(400, 'badRequest', one));
    expect(await migrate({ host: '' }, '3.15')).toEqual(
      refused(400, 'badRequest', 'Invalid input received: Host field is missing.'),
    );
    expect(await migrate({ host: 'one@file#file' })).toEqual(
      refused(
        400,
        'badRequest',
        `Invalid volume: Volume ${volume} status must be available or in-use, must not be migrating, have snapshots, be ` +
          'replicated, be part of a group and destination host/cluster must be different than the current one',
      ),
    );
    expect(await migrate({ host: 'one@second#second', lock_volume: true })).toEqual({
      status: 202,
      body: null,
    });
    const migrated = {
      'os-vol-mig-status-attr:migstat': 'success',
      'os-vol-host-attr:host': 'one@second#second',
    };
    await eventually(async () => expect(await show('volumes', volume)).toMatchObject(migrated), 20_000);
    expect(await show('volumes', volume)).toMatchObject({ status: 'available', migration_status: 'success' });
  });

  it('completes no migration', async () => {
    const complete = (new_volume: string) => act({ 'os-migrate_volume_completion': { new_volume } });
    expect(await complete(volume)).toEqual(
      refused(400, 'badRequest', 'Invalid volume: Source volume not mid-migration.'),
    );
    const missing = 'ffffffff-9d4f-4d3b-8a55-0a6f5d7c1b01';
    expect(await complete(missing)).toEqual(
      refused(404, 'itemNotFound', `Volume ${missing} could not be found.`),
    );
  });

  it('retypes for members, by name or id', async () => {
    const retype = (new_type: string) => act({ 'os-retype': { new_type } }, { as: 'member' });
    expect(await retype('gold')).toEqual(
      refused(404, 'itemNotFound', 'Volume type with name gold could not be found.'),
    );
    await send('POST', 'types', { body: { volume_type: { name: 'gold' } } });
    expect(await retype('gold')).toEqual({ status: 202, body: null });
    const wanted = { status: 'available', volume_type: 'gold' };
    await eventually(async () => expect(await show('volumes', volume)).toMatchObject(wanted), 20_000);
    expect((await retype('gold')).status).toBe(400);
  });

  it('takes over and gives up what lies at a backend', async () => {
    await writeFile(join(service.dataDirectory, 'volumes-second/disk.img'), 'bytes');
    const list = 'manageable_volumes/detail?host=one%40second&sort=reference:asc';
    expect(await send('GET', list)).toEqual({
      status: 200,
      body: {
        'manageable-volumes': [
          {
            reference: { 'source-name': 'disk.img' },
            size: 1,
            safe_to_manage: true,
            reason_not_safe: null,
            cinder_id: null,
            extra_info: null,
          },
          {
            reference: { 'source-name': `volume-${volume}` },
            size: 1,
            safe_to_manage: false,
            reason_not_safe: 'already managed',
            cinder_id: volume,
            extra_info: null,
          },
        ],
      },
    });
    expect((await send('GET', 'manageable_volumes?host=one%40second', { version: '3.7' })).status).toBe(404);
    expect(await send('GET', 'os-volume-manage?host=one%40second&limit=1', { version: '3.0' })).toEqual({
      status: 200,
      body: {
        'manageable-volumes': [
          { reference: { 'source-name': `volume-${volume}` }, size: 1, safe_to_manage: false },
        ],
      },
    });
    expect(await send('GET', 'os-snapshot-manage?host=x')).toEqual(
      refused(400, 'badRequest', "Host 'x' not found"),
    );
    const manage = (ref: unknown) =>
      send('POST', 'manageable_volumes', {
        body: { volume: { host: 'one@second#second', ref, name: ' mine ' } },
      });
    expect(await manage({ 'source-name': `volume-${volume}` })).toEqual(
      refused(400, 'badRequest', 'Unable to manage existing volume. The volume is already managed'),
    );
    const made = await manage({ 'source-name': 'disk.img' });
    expect(made).toMatchObject({
      status: 202,
      body: { volume: { name: 'mine', status: 'creating', size: 0 } },
    });
    const id = idIn(made.body, 'volume');
    await until('volumes', id, 'available');
    expect(await show('volumes', id)).toMatchObject({
      size: 1,
      'os-vol-host-attr:host': 'one@second#second',
    });
    const unmanage = () => send('POST', `volumes/${id}/action`, { body: { 'os-unmanage': {} } });
    expect(await unmanage()).toEqual({ status: 202, body: null });
    await eventually(async () => expect((await send('GET', `volumes/${id}`)).status).toBe(404), 20_000);
  });
});
