import { ApiClient } from '../support/e2e-client.js';
import { Cloud, type Resource } from '../support/e2e-cloud.js';
import { TestService } from '../support/e2e-service.js';
import { ask, type Answer } from './support/ask.js';

const server = '5e1f7c3a-9b2d-4a64-8f0e-3c6d9a7b2e07';
const connector = { host: 'compute-1', initiator: 'iqn.x', mountpoint: '/dev/vdb' };

interface Attachment {
  readonly id: string;
  readonly status: string;
  readonly connection_info: Readonly<Record<string, unknown>>;
}

/** Attachments over the wire: statuses, headers and bodies of spec/api-core.md 2.7, 2.8 and section 4. */
describe('attachments', () => {
  let service: TestService;
  let cloud: Cloud;
  beforeAll(async () => {
    service = await TestService.start();
    cloud = new Cloud(new ApiClient(service));
  }, 60_000);
  afterAll(() => service?.remove());

  const send = (method: string, target: string, body?: object, version = '3.54'): Promise<Answer> =>
    ask(Number(new URL(service.url).port), {
      method,
      target: `/v3${target}`,
      headers: {
        'X-Auth-Token': 'admin:00000000000000000000000000000abc',
        'OpenStack-API-Version': `volume ${version}`,
        'Content-Type': 'application/json',
      },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
  const json = <T>(answer: Answer): T => JSON.parse(answer.text) as T;
  const newVolume = async (): Promise<string> => {
    const made = await send('POST', '/volumes', { volume: { size: 1 } });
    const { id } = json<{ volume: Resource }>(made).volume;
    for (;;) if ((await volume(id)).status === 'available') return id;
  };
  const volume = async (id: string): Promise<Resource> =>
    json<{ volume: Resource }>(await send('GET', `/volumes/${id}`)).volume;
  const create = async (input: object): Promise<Attachment> => {
    const answer = await send('POST', '/attachments', { attachment: input });
    expect(answer.status).toBe(200);
    return json<{ attachment: Attachment }>(answer).attachment;
  };
  const act = (id: string, body: object): Promise<Answer> => send('POST', `/volumes/${id}/action`, body);
  const message = (answer: Answer, envelope: string): unknown =>
    json<Record<string, { message: string }>>(answer)[envelope]?.message;

  it('reserve, connect, complete and delete', async () => {
    const id = await newVolume();
    const reserved = await create({ volume_uuid: id, instance_uuid: server });
    expect(reserved).toEqual({
      id: reserved.id,
      status: 'reserved',
      instance: server,
      volume_id: id,
      attached_at: '',
      detached_at: '',
      attach_mode: 'null',
      connection_info: {},
    });
    expect(await volume(id)).toMatchObject({ status: 'reserved', attachments: [] });
    const updated = await send('PUT', `/attachments/${reserved.id}`, { attachment: { connector } });
    expect(updated.status).toBe(200);
    expect(json(updated)).toMatchObject({
      attachment: {
        status: 'attaching',
        attach_mode: 'rw',
        attached_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}$/),
        connection_info: {
          driver_volume_type: 'local',
          device_path: service.volumePath(id),
          attachment_id: reserved.id,
          access_mode: 'rw',
          encrypted: false,
          qos_specs: null,
          enforce_multipath: false,
        },
      },
    });
    const completed = await send('POST', `/attachments/${reserved.id}/action`, { 'os-complete': null });
    expect([completed.status, completed.text]).toEqual([204, '']);
    expect(await volume(id)).toMatchObject({
      status: 'in-use',
      attachments: [
        {
          id,
          attachment_id: reserved.id,
          volume_id: id,
          server_id: server,
          host_name: 'compute-1',
          device: '/dev/vdb',
        },
      ],
    });
    expect(json(await send('GET', `/attachments/${reserved.id}`))).toMatchObject({
      attachment: { status: 'attached', connection_info: { attachment_id: reserved.id } },
    });
    const deleted = await send('DELETE', `/attachments/${reserved.id}`);
    expect([deleted.status, json(deleted)]).toEqual([200, { attachments: [] }]);
    expect(await volume(id)).toMatchObject({ status: 'available', attachments: [] });
    const gone = await send('GET', `/attachments/${reserved.id}`);
    expect([gone.status, message(gone, 'itemNotFound')]).toEqual([
      404,
      `Volume attachment could not be found with filter: attachment_id = ${reserved.id}.`,
    ]);
  });

  it('connect at once with a connector, in the mode asked for', async () => {
    const id = await newVolume();
    expect(await create({ volume_uuid: id, connector, mode: 'ro' })).toMatchObject({
      status: 'attaching',
      attach_mode: 'ro',
      connection_info: { access_mode: 'ro' },
    });
    expect(await volume(id)).toMatchObject({ status: 'attaching' });
    const second = await send('POST', '/attachments', { attachment: { volume_uuid: id } });
    expect([second.status, message(second, 'badRequest')]).toEqual([
      400,
      `Invalid volume: Volume ${id} status must be available or downloading to reserve, but the current status is attaching.`,
    ]);
  });

  it('are listed, filtered, and without links', async () => {
    const id = await newVolume();
    const { id: attachment } = await create({ volume_uuid: id, instance_uuid: server });
    const summary = { id: attachment, status: 'reserved', instance: server, volume_id: id };
    const list = await send('GET', `/attachments?volume_id=${id}&limit=1`);
    expect(json(list)).toEqual({ attachments: [summary] });
    expect(json(await send('GET', `/attachments/detail?volume_id=${id}`))).toMatchObject({
      attachments: [{ ...summary, connection_info: {} }],
    });
    expect(json(await send('GET', `/attachments?volume_id=${id}&attach_status=attached`))).toEqual({
      attachments: [],
    });
  });

  it('exist from 3.27 on and can be completed from 3.44 on', async () => {
    const id = await newVolume();
    const body = { attachment: { volume_uuid: id } };
    expect((await send('POST', '/attachments', body, '3.26')).status).toBe(404);
    expect((await send('GET', '/attachments', undefined, '3.26')).status).toBe(404);
    const { id: attachment } = await create({ volume_uuid: id });
    const early = await send('POST', `/attachments/${attachment}/action`, { 'os-complete': {} }, '3.43');
    expect(early.status).toBe(404);
  });

  it('come and go by actions of the volume', async () => {
    const id = await newVolume();
    const steps: readonly (readonly [object, string])[] = [
      [{ 'os-reserve': {} }, 'attaching'],
      [{ 'os-unreserve': {} }, 'available'],
      [{ 'os-reserve': null }, 'attaching'],
      [{ 'os-attach': { host_name: 'h', mountpoint: '/dev/vdc' } }, 'in-use'],
      [{ 'os-begin_detaching': {} }, 'detaching'],
      [{ 'os-roll_detaching': {} }, 'in-use'],
      [{ 'os-attach': { host_name: 'h', mountpoint: '/dev/vdc' } }, 'in-use'],
      [{ 'os-detach': {} }, 'available'],
      [{ 'os-attach': { instance_uuid: server, mountpoint: '/dev/vdc', mode: 'ro' } }, 'in-use'],
      [{ 'os-force_detach': { connector: null } }, 'available'],
    ];
    for (const [body, status] of steps) {
      expect({ body, status: (await act(id, body)).status }).toEqual({ body, status: 202 });
      expect({ body, status: (await volume(id)).status }).toEqual({ body, status });
    }
    expect((await volume(id))['metadata']).toEqual({ readonly: 'False' });
  });

  it('guard what is in use', async () => {
    const id = await newVolume();
    await act(id, { 'os-attach': { host_name: 'h', mountpoint: '/dev/vdb' } });
    expect((await volume(id))['metadata']).toEqual({ readonly: 'False', attached_mode: 'rw' });
    const refused = await Promise.all([
      send('DELETE', `/volumes/${id}`),
      act(id, { 'os-force_delete': {} }),
      act(id, { 'os-attach': { host_name: 'other', mountpoint: '/dev/vdb' } }),
      act(id, { 'os-reserve': {} }),
      send('POST', '/backups', { backup: { volume_id: id } }),
      send('POST', '/snapshots', { snapshot: { volume_id: id } }),
    ]);
    expect(refused.map(({ status }) => status)).toEqual([400, 400, 400, 400, 400, 400]);
    const unknown = await act(id, { 'os-detach': { attachment_id: server } });
    expect([unknown.status, message(unknown, 'conflictingRequest')]).toEqual([
      409,
      'ConflictNovaUsingAttachment: Detach volume from instance  using the Compute API',
    ]);
    const snapshot = await send('POST', '/snapshots', { snapshot: { volume_id: id, force: true } });
    expect(snapshot.status).toBe(202);
    expect((await act(id, { 'os-extend': { new_size: 2 } })).status).toBe(202);
    await cloud.until('volumes', id, 'in-use');
  });

  it('are dropped by an administrator', async () => {
    const id = await newVolume();
    const { id: attachment } = await create({ volume_uuid: id, connector });
    const wanted = { status: 'available', attach_status: 'detached' };
    expect((await act(id, { 'os-reset_status': wanted })).status).toBe(202);
    expect((await send('GET', `/attachments/${attachment}`)).status).toBe(404);
    expect((await send('DELETE', `/volumes/${id}`)).status).toBe(202);
  });

  it('of a connection alone change no status', async () => {
    const id = await newVolume();
    const answer = await act(id, { 'os-initialize_connection': { connector } });
    expect([answer.status, json(answer)]).toEqual([
      200,
      {
        connection_info: {
          driver_volume_type: 'local',
          data: {
            device_path: service.volumePath(id),
            qos_specs: null,
            access_mode: 'rw',
            encrypted: false,
          },
          enforce_multipath: false,
        },
      },
    ]);
    expect((await volume(id)).status).toBe('available');
    await act(id, { 'os-reserve': {} });
    expect((await act(id, { 'os-terminate_connection': { connector } })).status).toBe(202);
    expect((await volume(id)).status).toBe('available');
  });
});
