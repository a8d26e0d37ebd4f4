import { randomUUID } from 'node:crypto';
import { inCatalog } from '../support/e2e-command-clients.js';
import type { KeystonePeople } from '../support/keystone-people.js';
import type { KeystoneServer } from '../support/keystone-server.js';
import { startKeystoneCloud, type KeystoneCloud } from '../support/keystone-cloud.js';
import type { TestService } from '../support/e2e-service.js';
import { describeWith } from '../support/test-setup.js';

interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: unknown;
}

const unauthorized = {
  error: { code: 401, title: 'Unauthorized', message: 'The request you have made requires authentication.' },
};

/** One story with a real Keystone. */
describeWith('keystone', 'Keystone', () => {
  let cloud: KeystoneCloud;
  let keystone: KeystoneServer;
  let people: KeystonePeople;
  let service: TestService;
  let projects: KeystoneCloud['projects'];
  let token: KeystoneCloud['tokens'];
  let volumeId: string;

  beforeAll(async () => {
    cloud = await startKeystoneCloud();
    ({ keystone, people, service, projects, tokens: token } = cloud);
  });
  afterAll(() => cloud.close());

  const ask = async (
    path: string,
    secret: string | undefined,
    { method = 'GET', json, headers = {} }: { method?: string; json?: object; headers?: object } = {},
  ): Promise<Answer> => {
    const response = await fetch(`${service.url}/v3${path}`, {
      method,
      headers: {
        ...(secret === undefined ? {} : { 'X-Auth-Token': secret }),
        ...(json === undefined ? {} : { 'Content-Type': 'application/json' }),
        ...headers,
      },
      ...(json === undefined ? {} : { body: JSON.stringify(json) }),
    });
    const text = await response.text();
    return { status: response.status, headers: response.headers, body: text ? JSON.parse(text) : null };
  };

  it('lets a member create, with the project in the URL and without', async () => {
    const made = await ask(`/${projects.lab}/volumes`, token.member, {
      method: 'POST',
      json: { volume: { size: 1, name: 'one' } },
    });
    expect(made).toMatchObject({ status: 202, body: { volume: { name: 'one' } } });
    volumeId = (made.body as { volume: { id: string } }).volume.id;
    expect(await ask(`/volumes/${volumeId}`, token.member)).toMatchObject({
      status: 200,
      body: { volume: { 'os-vol-tenant-attr:tenant_id': projects.lab } },
    });
  });

  it('lets a reader read only, and a role that means nothing do nothing', async () => {
    const body = { json: { volume: { size: 1 } }, method: 'POST' };
    expect((await ask(`/${projects.lab}/volumes/${volumeId}`, token.reader)).status).toBe(200);
    expect(await ask('/volumes', token.reader, body)).toMatchObject({
      status: 403,
      body: { forbidden: { message: "Policy doesn't allow volume:create to be performed." } },
    });
    expect((await ask('/volumes', token.nobody)).status).toBe(403);
    expect((await ask('/os-services', token.member)).status).toBe(403);
  });

  it('shows another project nothing, and an administrator everything', async () => {
    expect(await ask(`/volumes/${volumeId}`, token.other)).toMatchObject({
      status: 404,
      body: { itemNotFound: { message: `Volume ${volumeId} could not be found.` } },
    });
    expect(await ask('/volumes/detail?all_tenants=1', token.other)).toMatchObject({ body: { volumes: [] } });
    expect((await ask(`/volumes/${volumeId}`, token.boss)).status).toBe(200);
    expect((await ask('/os-services', token.boss)).status).toBe(200);
  });

  it('refuses another project in the URL, even of an administrator', async () => {
    for (const secret of [token.other, token.boss]) {
      expect(await ask(`/${projects.lab}/volumes`, secret)).toMatchObject({
        status: 400,
        body: { badRequest: { code: 400, message: 'Malformed request url' } },
      });
    }
  });

  it('refuses tokens that are none, unscoped ones and revoked ones with keystonemiddleware’s 401', async () => {
    const unscoped = await people.token({ ...cloud.member, project: null });
    const revoked = await people.token(cloud.member);
    await people.revoke(revoked);
    for (const secret of [undefined, 'x', `${token.member}x`, randomUUID(), unscoped, revoked]) {
      for (const path of ['/volumes', '/nothing', '/']) {
        const { status, headers, body } = await ask(path, secret);
        expect([status, body]).toEqual([401, unauthorized]);
        expect(headers.get('WWW-Authenticate')).toBe('Keystone uri="http://keystone.example:5000"');
        expect(headers.get('Content-Type')).toBe('application/json');
        expect(headers.get('x-openstack-request-id')).toMatch(/^req-/);
        expect(headers.get('OpenStack-API-Version')).toBeNull();
      }
    }
  });

  it.each(['cinder', 'openstack'] as const)('is found in the catalog by %s', async (name) => {
    const client = inCatalog(service, keystone.url, cloud.member);
    const listed = name === 'cinder' ? await client.cinder('list') : await client.openstack('volume', 'list');
    expect(listed).toContain(volumeId);
    const refused =
      name === 'cinder' ? client.cinder('service-list') : client.openstack('volume', 'service', 'list');
    await expect(refused).rejects.toMatchObject({
      stderr: expect.stringContaining(
        "Policy doesn't allow volume_extension:services:index to be performed.",
      ),
    });
  });

  it('knows services by their tokens', async () => {
    const withService = (secret: string) => ({ headers: { 'X-Service-Token': secret } });
    expect((await ask('/volumes', token.member, withService(token.nova))).status).toBe(200);
    expect((await ask('/volumes', token.member, withService('x'))).status).toBe(401);
  });

  it('answers 503 while Keystone is down, to tokens it does not know yet, and goes on afterwards', async () => {
    const fresh = await people.token(cloud.member);
    await keystone.pause();
    expect(await ask('/volumes', fresh)).toMatchObject({
      status: 503,
      body: {
        serviceUnavailable: { code: 503, message: 'The Keystone service is temporarily unavailable.' },
      },
    });
    expect((await ask('/volumes', token.member)).status).toBe(200);
    expect((await fetch(`${service.url}/healthcheck`)).status).toBe(200);
    await keystone.resume();
    expect((await ask('/volumes', fresh)).status).toBe(200);
    expect(service.output).toContain('Keystone answers again');
    expect(service.output).not.toContain('secret of');
  });
});
