import { defaultHttpSettings } from '../../src/api/http/settings.js';
import { ask, type Answer } from './support/ask.js';
import { startApi, type RunningApi } from './support/static-api.js';

const headers = { 'X-Auth-Token': 'ann:abc', 'Content-Type': 'application/json' };

describe('requests per minute', () => {
  let api: RunningApi;
  beforeAll(async () => {
    api = await startApi({ settings: { ...defaultHttpSettings, rateLimit: 3 } });
  });
  afterAll(() => api.close());

  const get = (token: string): Promise<Answer> =>
    ask(api.port, { target: '/v3/limits', headers: { 'X-Auth-Token': token } });

  it('are counted for each user in each project, and more are 413 with the time to wait', async () => {
    const answers = [];
    for (const token of ['ann:abc', 'ann:abc', 'ann:abc', 'ann:abc', 'ann:def', 'bob:abc']) {
      answers.push(await get(token));
    }
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 413, 200, 200]);
    const [refused] = answers.filter(({ status }) => status === 413);
    const seconds = Number(refused?.headers['retry-after']);
    expect(seconds).toBeGreaterThanOrEqual(1);
    expect(seconds).toBeLessThanOrEqual(20);
    expect(JSON.parse(refused?.text ?? '')).toEqual({
      overLimit: { code: 413, message: 'This request was rate-limited.', retryAfter: String(seconds) },
    });
    expect((await ask(api.port, { target: '/' })).status).toBe(300);
    expect((await ask(api.port, { target: '/healthcheck' })).status).toBe(200);
  });
});

describe('bodies', () => {
  let api: RunningApi;
  beforeAll(async () => {
    api = await startApi();
  });
  afterAll(() => api.close());

  it.each([
    ['deep lists', `${'['.repeat(50_000)}${']'.repeat(50_000)}`],
    ['deep objects', `${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}`],
    ['deep below a known key', `{"quota_set": ${'['.repeat(200)}${']'.repeat(200)}}`],
    ['a text that never ends', `"${'\\"'.repeat(50_000)}`],
  ])('are refused: %s', async (_name, body) => {
    const { status, text } = await ask(api.port, {
      method: 'PUT',
      target: '/v3/os-quota-sets/abc',
      headers,
      body,
    });
    expect([status, JSON.parse(text)]).toEqual([
      400,
      { badRequest: { code: 400, message: 'Malformed request body' } },
    ]);
  });
});
