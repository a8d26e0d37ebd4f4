import { TestService } from '../support/e2e-service.js';
import { ask } from './support/ask.js';
import { startApi, type RunningApi } from './support/static-api.js';

const path = '/v3/os-services';
const backup = { host: 'one', binary: 'cinder-backup' };
const json = { 'Content-Type': 'application/json' };

/** spec/api-core.md 5.4: who may look at services and change them, and every word of the answers. */
describe('os-services', () => {
  let service: TestService;
  beforeAll(async () => {
    service = await TestService.start({ host: 'one' });
  }, 60_000);
  afterAll(() => service?.remove());

  const send = async (method: string, target: string, body?: unknown) => {
    const { status, text } = await ask(Number(new URL(service.url).port), {
      method,
      target,
      headers: { ...json, 'X-Auth-Token': 'admin:abc', 'OpenStack-API-Version': 'volume 3.71' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return { status, body: JSON.parse(text) as unknown };
  };
  const put = (action: string, body: unknown) => send('PUT', `${path}/${action}`, body);
  const row = (changes: object) => ({
    ...backup,
    zone: 'nova',
    status: 'enabled',
    state: 'up',
    updated_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.000000$/),
    cluster: null,
    disabled_reason: null,
    ...changes,
  });
  const shown = () => send('GET', `${path}?binary=cinder-backup`);

  it('are disabled without a reason, and enabled', async () => {
    const answer = { host: 'one', service: '', binary: 'cinder-backup' };
    expect(await put('disable', backup)).toEqual({
      status: 200,
      body: { ...answer, status: 'disabled', disabled: true },
    });
    expect(await shown()).toEqual({ status: 200, body: { services: [row({ status: 'disabled' })] } });
    expect(await put('enable', backup)).toEqual({
      status: 200,
      body: { ...answer, status: 'enabled', disabled: false },
    });
    expect(await shown()).toEqual({ status: 200, body: { services: [row({})] } });
  });

  it('are disabled with a reason, which goes when they are enabled', async () => {
    const disabled_reason = 'new disks';
    expect(await put('disable-log-reason', { ...backup, disabled_reason })).toEqual({
      status: 200,
      body: {
        host: 'one',
        service: '',
        binary: 'cinder-backup',
        status: 'disabled',
        disabled: true,
        disabled_reason,
      },
    });
    expect(await shown()).toEqual({
      status: 200,
      body: { services: [row({ status: 'disabled', disabled_reason })] },
    });
    await put('enable', backup);
    expect(await shown()).toEqual({ status: 200, body: { services: [row({})] } });
  });

  it('may be named by "service", as the oldest clients do', async () => {
    const named = { host: 'one@file', service: 'cinder-volume' };
    const answer = { host: 'one@file', service: '', binary: 'cinder-volume' };
    expect(await put('disable', named)).toEqual({
      status: 200,
      body: { ...answer, status: 'disabled', disabled: true },
    });
    expect((await put('enable', named)).body).toEqual({ ...answer, status: 'enabled', disabled: false });
  });

  it.each([
    [{ ...backup, host: 'two' }, 'Service cinder-backup could not be found on host two.'],
    [{ ...backup, binary: 'nothing' }, 'Service nothing could not be found on host one.'],
  ])('are not found when there is none such: %j', async (body, message) => {
    const notFound = { status: 404, body: { itemNotFound: { code: 404, message } } };
    expect(await put('disable', body)).toEqual(notFound);
    expect(await put('enable', body)).toEqual(notFound);
  });

  it.each([
    ['disable', { binary: 'cinder-backup' }, /Host field is missing/],
    ['disable', { host: 'one' }, /is not valid under any of the given schemas/],
    ['enable', { ...backup, more: 1 }, /Additional properties are not allowed \('more' was unexpected\)/],
    ['enable', { ...backup, disabled_reason: 'x' }, /'disabled_reason' was unexpected/],
    ['disable-log-reason', { ...backup, disabled_reason: '' }, /disabled_reason/],
  ])('refuse what is wrong: %s %j', async (action, body, message) => {
    expect(await put(action, body)).toEqual({
      status: 400,
      body: { badRequest: { code: 400, message: expect.stringMatching(message) } },
    });
    expect(await shown()).toEqual({ status: 200, body: { services: [row({})] } });
  });
});

describe('os-services for callers without admin rights', () => {
  let api: RunningApi;
  beforeAll(async () => {
    const identity = { user_id: 'u', project_id: 'abc', roles: ['reader', 'member'], is_admin: false };
    api = await startApi({ authenticator: { authenticate: async () => ({ identity }) } });
  });
  afterAll(() => api.close());

  it.each([
    ['GET', path, 'index'],
    ['PUT', `${path}/enable`, 'update'],
    ['PUT', `${path}/disable`, 'update'],
    ['PUT', `${path}/disable-log-reason`, 'update'],
  ])('%s %s is forbidden', async (method, target, rule) => {
    const body = method === 'GET' ? {} : { body: JSON.stringify(backup) };
    const { status, text } = await ask(api.port, { method, target, headers: json, ...body });
    const message = `Policy doesn't allow volume_extension:services:${rule} to be performed.`;
    expect([status, JSON.parse(text)]).toEqual([403, { forbidden: { code: 403, message } }]);
  });
});
