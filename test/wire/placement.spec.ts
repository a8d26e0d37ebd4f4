import { TestService } from '../support/e2e-service.js';
import { eventually } from '../support/eventually.js';
import { ask } from './support/ask.js';
import { expectRecorded } from './support/expect-recorded.js';
import { startApi } from './support/static-api.js';

const time = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.000000$/) as string;

/** spec/api-core.md 5.4: hosts, capabilities, frozen backends, log levels, and clusters that are not there. */
describe('what administrators look at', () => {
  let service: TestService;
  beforeAll(async () => {
    service = await TestService.start({ host: 'one' });
  }, 60_000);
  afterAll(() => service?.remove());

  const send = async (method: string, target: string, body?: unknown, version = '3.71') => {
    const { status, text } = await ask(Number(new URL(service.url).port), {
      method,
      target: `/v3/${target}`,
      headers: {
        'Content-Type': 'application/json',
        'X-Auth-Token': 'admin:abc',
        'OpenStack-API-Version': `volume ${version}`,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return { status, body: (text === '' ? null : JSON.parse(text)) as Record<string, unknown> };
  };
  const fault = (status: number, message: string) => ({
    status,
    body: { [status === 404 ? 'itemNotFound' : 'badRequest']: { code: status, message } },
  });
  const made = async (collection: string, body: object): Promise<string> => {
    const member = collection.slice(0, -1);
    const created = await send('POST', collection, { [member]: body });
    const { id } = created.body[member] as { id: string };
    await eventually(async () => {
      const shown = await send('GET', `${collection}/${id}`);
      expect(shown.body).toMatchObject({ [member]: { status: 'available' } });
    });
    return id;
  };

  it('hosts are the enabled services', async () => {
    const row = (service_: string, host_name: string) => ({
      host_name,
      service: service_,
      zone: 'nova',
      'service-status': 'available',
      'service-state': 'enabled',
      'last-update': time,
    });
    const rows = [
      row('cinder-backup', 'one'),
      row('cinder-volume', 'one@file'),
      row('cinder-scheduler', 'one'),
    ];
    expect((await send('GET', 'os-hosts')).body).toEqual({ hosts: rows });
    expect((await send('GET', 'os-hosts?service=cinder-volume')).body).toEqual({ hosts: [rows[1]] });
    expect((await send('GET', 'os-hosts?zone=west')).body).toEqual({ hosts: [] });
    await send('PUT', 'os-services/disable', { host: 'one', binary: 'cinder-backup' });
    expect((await send('GET', 'os-hosts')).body).toEqual({ hosts: rows.slice(1) });
    await send('PUT', 'os-services/enable', { host: 'one', binary: 'cinder-backup' });
    expect(await send('PUT', 'os-hosts/one@file', { status: 'enable' })).toMatchObject({ status: 400 });
  });

  it('a host tells what each project has on it, in texts', async () => {
    const row = (project: string, volumes: string, snapshots: string) => ({
      resource: {
        host: 'one@file',
        project,
        volume_count: volumes,
        total_volume_gb: String(Number(volumes) * 2),
        snapshot_count: snapshots,
        total_snapshot_gb: String(Number(snapshots) * 2),
      },
    });
    expect((await send('GET', 'os-hosts/one@file')).body).toEqual({ host: [row('(total)', '0', '0')] });
    const volume_id = await made('volumes', { size: 2 });
    await made('snapshots', { volume_id });
    expect((await send('GET', 'os-hosts/one@file')).body).toEqual({
      host: [row('(total)', '1', '1'), row('abc', '1', '1')],
    });
    for (const host of ['one', 'two@file']) {
      const text = `Service cinder-volume could not be found on host ${host}.`;
      expect(await send('GET', `os-hosts/${host}`)).toEqual(fault(404, text));
    }
  });

  it('capabilities are those of the pool', async () => {
    const pools = (await send('GET', 'scheduler-stats/get_pools?detail=true')).body['pools'];
    const [pool] = pools as { capabilities: Record<string, unknown> }[];
    const { vendor_name, volume_backend_name, storage_protocol, driver_version } = pool?.capabilities ?? {};
    expect((await send('GET', 'capabilities/one@file')).body).toEqual({
      namespace: 'OS::Storage::Capabilities::one@file',
      vendor_name,
      volume_backend_name,
      storage_protocol,
      driver_version,
      pool_name: null,
      display_name: null,
      description: null,
      visibility: null,
      replication_targets: [],
      properties: expect.objectContaining({ thin_provisioning: expect.anything() }),
    });
    expect(await send('GET', 'capabilities/two@file')).toEqual(fault(404, "Can't find service: two@file"));
  });

  it('a frozen backend makes and removes nothing until it is thawed', async () => {
    const volume_id = await made('volumes', { size: 1 });
    const snapshot = await made('snapshots', { volume_id });
    const backend = { host: 'one@file' };
    const shown = async () => {
      const { body } = await send('GET', 'os-services?binary=cinder-volume');
      return (body['services'] as object[])[0];
    };
    expect(await send('PUT', 'os-services/freeze', backend)).toEqual({ status: 200, body: null });
    expect(await shown()).toMatchObject({ frozen: true, status: 'disabled', disabled_reason: 'frozen' });
    const refused = fault(
      400,
      'Invalid input received: Modification operations are not allowed on frozen storage backends.',
    );
    expect(await send('POST', 'snapshots', { snapshot: { volume_id } })).toEqual(refused);
    expect(await send('DELETE', `snapshots/${snapshot}`)).toEqual(refused);
    expect(await send('DELETE', `volumes/${volume_id}?cascade=true`)).toEqual(refused);
    const twice = fault(400, 'Invalid input received: frozen in one@file must be False to failover.');
    expect(await send('PUT', 'os-services/freeze', backend)).toEqual(twice);
    await service.signal('SIGTERM');
    await service.restart();
    expect(await shown()).toMatchObject({ frozen: true });
    expect(await send('PUT', 'os-services/thaw', backend)).toEqual({ status: 200, body: null });
    expect(await shown()).toMatchObject({ frozen: false, status: 'enabled', disabled_reason: null });
    expect(await send('DELETE', `volumes/${volume_id}?cascade=true`)).toMatchObject({ status: 202 });
  });

  it.each(['freeze', 'thaw', 'failover_host'])('%s wants one host that is there', async (action) => {
    const put = (body: object, version?: string) => send('PUT', `os-services/${action}`, body, version);
    expect(await put({ host: 'x' }, '3.0')).toEqual(fault(400, 'No service found with host=x'));
    expect(await put({ cluster: 'x' })).toEqual(fault(400, 'No service found with cluster=x'));
    const one = fault(400, 'Invalid input received: One and only one of cluster and host must be set.');
    expect(await put({})).toEqual(one);
    expect(await put({ host: 'x', cluster: 'y' })).toEqual(one);
    expect(await put({}, '3.0')).toEqual(fault(400, 'Invalid input received: Host field is missing.'));
    expect(await put({ cluster: 'x' }, '3.0')).toMatchObject({ status: 400 });
  });

  it('no backend fails over', async () => {
    const text = 'replication_status in one@file must be enabled or failed-over and must be up to failover.';
    expect(await send('PUT', 'os-services/failover_host', { host: 'one@file' })).toEqual(
      fault(400, `Invalid input received: ${text}`),
    );
  });

  it('log levels are told and changed', async () => {
    const levels = async (body: object) =>
      (await send('PUT', 'os-services/get-log', body)).body['log_levels'];
    const of = (host: string, binary: string, found: object) => ({ host, binary, levels: found });
    expect(await levels({ binary: 'cinder-volume' })).toEqual([
      of('one@file', 'cinder-volume', { emberlog: 'WARNING' }),
    ]);
    expect(await levels({ binary: '*', server: 'one' })).toHaveLength(4);
    expect(await levels({ server: 'two' })).toEqual([]);
    const set = (body: object) => send('PUT', 'os-services/set-log', body);
    const done = { status: 202, body: null };
    expect(await set({ binary: '', prefix: 'emberlog.Jobs', level: 'error' })).toEqual(done);
    expect(await levels({ binary: 'cinder-api' })).toEqual([
      of('one', 'cinder-api', { emberlog: 'WARNING', 'emberlog.Jobs': 'ERROR' }),
    ]);
    expect(await set({ level: 'WARNING' })).toEqual(done);
    expect(await levels({ binary: 'cinder-api' })).toEqual([
      of('one', 'cinder-api', { emberlog: 'WARNING' }),
    ]);
    expect(await set({ level: 'loud' })).toEqual(
      fault(400, 'Invalid input received: loud is not a valid log level.'),
    );
    expect(await send('PUT', 'os-services/get-log', {}, '3.31')).toMatchObject({ status: 404 });
  });

  it('there are no clusters', async () => {
    expect(await send('GET', 'clusters')).toEqual({ status: 200, body: { clusters: [] } });
    expect(await send('GET', 'clusters/detail?is_up=true')).toEqual({ status: 200, body: { clusters: [] } });
    const bad = fault(400, 'Invalid input received: Invalid filter keys: color');
    expect(await send('GET', 'clusters?color=red')).toEqual(bad);
    const missing = fault(404, 'Cluster c1 could not be found.');
    expect(await send('GET', 'clusters/c1')).toEqual(missing);
    expect(await send('PUT', 'clusters/enable', { name: 'c1', binary: 'cinder-volume' })).toEqual(missing);
    expect(await send('PUT', 'clusters/disable', { name: 'c1' })).toEqual(missing);
    const cleaned = { status: 202, body: { cleaning: [], unavailable: [] } };
    expect(await send('POST', 'workers/cleanup', { host: 'one', is_up: 'no' })).toEqual(cleaned);
    expect(await send('POST', 'workers/cleanup', { binary: 'cinder-backup' })).toMatchObject({ status: 400 });
  });
});

it('hosts as they were recorded', async () => {
  const api = await startApi();
  try {
    await expectRecorded(api.port, '024-hosts');
  } finally {
    await api.close();
  }
});
