import { connect } from 'node:net';
import { ask } from './support/ask.js';
import { expectRecordedHead, replay } from './support/expect-recorded.js';
import { startApi, type RunningApi } from './support/static-api.js';

const project = '00000000000000000000000000000abc';
const token = { 'X-Auth-Token': `admin:${project}` };
const json = { ...token, 'Content-Type': 'application/json' };
const generic =
  'The server could not comply with the request since it is either malformed or otherwise incorrect.';
const gone = { itemNotFound: { code: 404, message: 'The resource could not be found.' } };
const bad = (message: string) => ({ badRequest: { code: 400, message } });

describe('refusals before any handler', () => {
  let api: RunningApi;
  beforeAll(async () => {
    api = await startApi();
  });
  afterAll(() => api.close());
  const get = (target: string, headers: Record<string, string> = token) => ask(api.port, { target, headers });
  const post = (target: string, body: string | undefined, headers: Record<string, string> = json) =>
    ask(api.port, { method: 'POST', target, headers, body });

  it.each([
    '101-err-400-volume-size',
    '102-err-400-volume-size0',
    '104-err-400-bad-json',
    '106-err-400-backup-extra',
    '107-err-400-backup-bad-uuid',
    '111-err-400-backup-name-too-long',
    '114-err-400-limit-text',
    '118-err-406-microversion-high',
    '122-err-405-method',
    '126-err-415-content-type',
    '074-backup-update-38',
  ])('%s is as recorded', async (name) => {
    const { recorded, answer } = await replay(api.port, name);
    expectRecordedHead(answer, recorded, api.port);
    const wanted = JSON.stringify(recorded.body).replace('maximum is 3.70', 'maximum is 3.71');
    expect(JSON.parse(answer.text)).toEqual(JSON.parse(wanted));
  });

  it('refuses a body that is too large by its Content-Length, in front of everything else [rec 125]', async () => {
    const { recorded, answer } = await replay(api.port, '125-err-413-body-too-large');
    expectRecordedHead(answer, recorded, api.port);
    expect(answer.text).toContain('Request is too large. Larger than max_request_body_size (114688).');
    const unauthenticated = await post('/v3/nothing', 'x'.repeat(114_689), { Accept: 'application/json' });
    expect(JSON.parse(unauthenticated.text)).toMatchObject({ code: '413 Request Entity Too Large' });
  });

  it('refuses a body that turns out too large without saying so', async () => {
    const chunk = 'x'.repeat(60_000);
    const chunked = `${chunk.length.toString(16)}\r\n${chunk}\r\n`.repeat(2);
    const head =
      `POST /v3/volumes HTTP/1.1\r\nHost: h\r\nX-Auth-Token: a:b\r\nAccept: application/json\r\n` +
      `Content-Type: application/json\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n`;
    const text = await new Promise<string>((resolve, reject) => {
      const socket = connect(api.port, '127.0.0.1', () => socket.write(`${head}${chunked}0\r\n\r\n`));
      let received = '';
      socket.on('data', (data) => (received += data.toString('utf8')));
      socket.on('end', () => resolve(received)).on('error', reject);
    });
    expect(text).toContain('413 Request Entity Too Large');
    expect(text).toContain('Request is too large. Larger than 114688.');
    expect(text).toMatch(/x-openstack-request-id: req-/i);
  });

  it.each([
    ['compute 2.1', bad(generic)],
    ['volume', bad(generic)],
    ['volume abc', bad('API Version String abc is of invalid format. Must be of format MajorNum.MinorNum.')],
  ])('has no version headers after %j', async (version, body) => {
    const answer = await get('/v3/limits', { ...token, 'OpenStack-API-Version': version });
    expect([answer.status, JSON.parse(answer.text)]).toEqual([400, body]);
    expect(answer.headers['openstack-api-version']).toBeUndefined();
    expect(answer.headers['vary']).toBeUndefined();
  });

  it.each([
    ['another project', `/v3/${'f'.repeat(32)}/limits`, 400, bad('Malformed request url')],
    ['a method of a later version', '/v3/resource_filters', 404, gone],
    ['an unknown extension', '/v3/extensions/os-nothing', 404, gone],
    [
      'an unknown type',
      '/v3/types/x',
      404,
      { itemNotFound: { code: 404, message: 'Volume type x could not be found.' } },
    ],
    [
      'a bad word for yes or no',
      '/v3/os-quota-sets/p?usage=x',
      400,
      bad("Value 'x' for 'usage' is not a boolean."),
    ],
  ])('answers %s', async (_, target, status, body) => {
    const answer = await get(target);
    expect([answer.status, JSON.parse(answer.text)]).toEqual([status, body]);
    expect(answer.headers['openstack-api-version']).toBe('volume 3.0');
  });

  it.each([
    ['no body', undefined, json, 'Malformed request body'],
    ['an empty body', '', json, 'Malformed request body'],
    ['a body without a type', '{"volume": {}}', token, 'Malformed request body'],
    ['a list', '[]', json, "[] is not of type 'object'"],
    ['null', 'null', json, "None is not of type 'object'"],
    [
      'an unknown member',
      '{"volume": {}, "x": 1}',
      json,
      "Additional properties are not allowed ('x' was unexpected)",
    ],
  ])('refuses to create from %s', async (_, body, headers, message) => {
    const answer = await post('/v3/volumes', body, headers);
    expect([answer.status, JSON.parse(answer.text)]).toEqual([400, bad(message)]);
  });

  it.each([
    ['no body', undefined, json, 'There is no such action: None.'],
    ['no type', '{"os-extend": {}}', token, 'There is no such action: None.'],
    ['an unknown action', '{"os-foo": {}}', json, 'There is no such action: os-foo. Verify'],
    ['no action', '{}', json, 'Malformed request body'],
    ['two actions', '{"os-extend": {}, "os-reset_status": {}}', json, 'Malformed request body'],
    ['a list', '["os-extend"]', json, 'Malformed request body'],
    ['broken JSON', '{"os-extend"', json, 'Malformed request body'],
    ['a bad size', '{"os-extend": {"new_size": "x"}}', json, "'x' does not match '^[0-9]+$'"],
  ])('refuses an action with %s', async (_, body, headers, message) => {
    const answer = await post('/v3/volumes/x/action', body, headers);
    expect(answer.status).toBe(400);
    expect((JSON.parse(answer.text) as { badRequest: { message: string } }).badRequest.message).toContain(
      message,
    );
  });

  it.each([
    ['GET', '/v3/volumes/', 'page'],
    ['GET', '/v3/Volumes', 'page'],
    ['GET', '/v2/volumes', 'page'],
    ['GET', '/v3/%zz', 'page'],
    ['PATCH', '/v3/volumes/x', 'page'],
    ['PUT', '/v3/volumes', 'page'],
    ['HEAD', '/healthcheck', 'page'],
    ['POST', '/v3/limits', 'fault'],
    ['DELETE', '/v3/os-availability-zone/x', 'fault'],
    ['GET', '/v3/limits/x', 'fault'],
  ])('%s %s is a 404 in the form of a %s', async (method, target, form) => {
    const answer = await ask(api.port, { method, target, headers: token });
    expect(answer.status).toBe(404);
    expect(answer.headers['x-openstack-request-id']).toMatch(/^req-/);
    const type = form === 'page' ? 'text/html; charset=UTF-8' : 'application/json';
    expect(answer.headers['content-type']).toBe(type);
    expect(answer.headers['openstack-api-version']).toBe(form === 'page' ? undefined : 'volume 3.0');
  });
});
