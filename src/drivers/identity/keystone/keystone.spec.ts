import { FakeKeystone } from '../../../../test/support/fake-keystone.js';
import { keystoneIdentity } from '../../../../test/support/keystone-identity.js';
import type { KeystoneOptions } from './keystone.js';

const rejected = {
  answer: {
    status: 401,
    headers: {
      'WWW-Authenticate': 'Keystone uri="http://keystone.example:5000"',
      'Content-Type': 'application/json',
    },
    body: '{"error":{"code":401,"title":"Unauthorized","message":"The request you have made requires authentication."}}',
  },
};

let keystone: FakeKeystone;
beforeEach(async () => {
  keystone = await FakeKeystone.start();
});
afterEach(() => keystone.pause());

/** Asks as a client would, with this token and headers. */
const caller = (changes: Partial<KeystoneOptions> = {}) => {
  const driver = keystoneIdentity(keystone, changes);
  return (token?: string, headers: Readonly<Record<string, string>> = {}) =>
    driver.authenticate({
      headers: { ...(token === undefined ? {} : { 'x-auth-token': token }), ...headers },
      url: 'http://127.0.0.1/v3/limits',
    });
};

describe('tokens', () => {
  it('are described as Keystone describes them', async () => {
    const ask = caller();
    expect(await ask(keystone.give('t', { user: 'bob', project: 'bb', roles: ['reader'] }))).toEqual({
      identity: { user_id: 'bob', project_id: 'bb', roles: ['reader'], is_admin: false },
    });
    expect(await ask(` ${keystone.give('a', { roles: ['Admin'] })} `)).toMatchObject({
      identity: { is_admin: true, roles: ['Admin'] },
    });
  });

  it.each<[string, string | undefined]>([
    ['none', undefined],
    ['an empty one', ''],
    ['a blank one', '  '],
    ['an unknown one', 'gAAAAA'],
    ['a malformed one', '€uro/%%{}'.replace('€', '\u00a4')],
    ['a long one', 'x'.repeat(8000)],
    ['an expired one', 'expired'],
    ['one without a scope', 'unscoped'],
    ['one that was revoked', 'revoked'],
  ])('are refused: %s', async (_name, token) => {
    keystone.give('expired', { expires: Date.now() - 1000 });
    keystone.give('unscoped', { project: null, roles: ['admin'] });
    keystone.revoke(keystone.give('revoked'));
    expect(await caller()(token)).toEqual(rejected);
  });

  it('work with a URL that ends with /v3 or with a slash', async () => {
    keystone.give('t');
    for (const end of ['/', '/v3', '/v3/']) {
      expect(await caller({ url: `${keystone.url}${end}` })('t')).toHaveProperty('identity');
    }
  });
});

describe('what is remembered', () => {
  it('is asked once, also by many at once', async () => {
    const ask = caller();
    keystone.give('t');
    const release = keystone.hold();
    const all = Array.from({ length: 50 }, () => ask('t'));
    release();
    const found = await Promise.all(all);
    expect(new Set(found.map((outcome) => JSON.stringify(outcome))).size).toBe(1);
    await ask('t');
    expect([keystone.logins, keystone.validations]).toEqual([1, 1]);
  });

  it('lasts as long as configured, so that a revoked token is found out', async () => {
    let now = Date.now();
    const ask = caller({ cacheMs: 60_000, now: () => now });
    await ask(keystone.give('t'));
    keystone.revoke('t');
    now += 59_999;
    expect(await ask('t')).toHaveProperty('identity');
    now += 1;
    expect(await ask('t')).toEqual(rejected);
  });

  it('ends with the token', async () => {
    let now = Date.now();
    const ask = caller({ cacheMs: 86_400_000, now: () => now });
    const expires = now + 60_000;
    expect(await ask(keystone.give('t', { expires }))).toHaveProperty('identity');
    now = expires;
    expect(await ask('t')).toEqual(rejected);
  });

  it('is bounded: what was not used for longest goes first', async () => {
    const ask = caller({ cacheSize: 2 });
    for (const token of ['a', 'b', 'c']) keystone.give(token);
    for (const token of ['a', 'b', 'a', 'c']) await ask(token);
    expect(keystone.validations).toBe(3);
    await ask('a');
    expect(keystone.validations).toBe(3);
    await ask('b');
    expect(keystone.validations).toBe(4);
  });

  it('is no refusal and no failure', async () => {
    const ask = caller();
    expect(await ask('late')).toEqual(rejected);
    keystone.give('late');
    keystone.behaviour = 'fails';
    await expect(ask('late')).rejects.toMatchObject({ code: 'IdentityUnavailable' });
    keystone.behaviour = 'answers';
    expect(await ask('late')).toHaveProperty('identity');
  });
});

describe('the service’s own token', () => {
  it('is renewed when Keystone does not take it any more, once for many at once', async () => {
    const ask = caller();
    const tokens = ['a', 'b', 'c', 'd'].map((token) => keystone.give(token));
    await ask(keystone.give('first'));
    keystone.forgetOwn();
    for (const outcome of await Promise.all(tokens.map((token) => ask(token)))) {
      expect(outcome).toHaveProperty('identity');
    }
    expect(keystone.logins).toBe(2);
  });

  it('that cannot be had is an outage, told to the operator once and without the password', async () => {
    const told: string[] = [];
    const user = { ...keystone.user, password: 'wrong password' };
    const ask = caller({ user, log: (message) => void told.push(message) });
    for (const _ of [1, 2, 3]) {
      await expect(ask(keystone.give('t'))).rejects.toMatchObject({ code: 'IdentityUnavailable' });
    }
    expect(told).toEqual([
      'Keystone answers 401 to the service user cinder; requests are answered 503 until it is mended',
    ]);
  });
});

describe('Keystone out of reach', () => {
  it.each(['fails', 'breaks off', 'talks nonsense'] as const)('because it %s', async (behaviour) => {
    const told: string[] = [];
    const ask = caller({ log: (message) => void told.push(message) });
    await ask(keystone.give('known'));
    keystone.give('t');
    keystone.behaviour = behaviour;
    await expect(ask('t')).rejects.toMatchObject({ code: 'IdentityUnavailable' });
    expect(await ask('known')).toHaveProperty('identity');
    keystone.behaviour = 'answers';
    expect(await ask('t')).toHaveProperty('identity');
    expect(told).toEqual([
      expect.stringMatching(/^Keystone .*; requests are answered 503/),
      'Keystone answers again',
    ]);
  });

  it('because it takes too long', async () => {
    const ask = caller({ timeoutMs: 50 });
    keystone.give('t');
    keystone.behaviour = 'hangs';
    await expect(ask('t')).rejects.toMatchObject({ code: 'IdentityUnavailable' });
  });

  it('because nobody listens, from the start', async () => {
    const ask = caller();
    keystone.give('t');
    await keystone.pause();
    await expect(ask('t')).rejects.toMatchObject({
      message: expect.stringMatching(/^Keystone cannot be reached: connect ECONNREFUSED/),
    });
    await keystone.resume();
    expect(await ask('t')).toHaveProperty('identity');
  });

  it('for the length of a restart: connections that were kept open are no use any more', async () => {
    const ask = caller();
    await ask(keystone.give('a'));
    await keystone.pause();
    await keystone.resume();
    expect(await ask(keystone.give('b'))).toHaveProperty('identity');
  });
});

describe('service tokens', () => {
  const withService = (token: string) => ({ 'x-service-token': token });

  it('count with one of the service roles', async () => {
    const ask = caller({ serviceTokenRoles: ['service', 'nova'] });
    keystone.give('t');
    expect(await ask('t', withService(keystone.give('s', { roles: ['nova'] })))).toMatchObject({
      identity: { user_id: 'ann', is_service: true },
    });
    expect(await ask('t', withService(keystone.give('m', { roles: ['member'] })))).not.toHaveProperty(
      'identity.is_service',
    );
    expect(await ask('t')).not.toHaveProperty('identity.is_service');
  });

  it('that are bad spoil the request, and help no request without a user', async () => {
    const ask = caller();
    keystone.give('t');
    keystone.give('s', { roles: ['service'] });
    expect(await ask('t', withService('unknown'))).toEqual(rejected);
    expect(await ask(undefined, withService('s'))).toEqual(rejected);
    expect(await ask('unknown', withService('s'))).toEqual(rejected);
  });

  it('let a service finish what it began before the user’s token expired', async () => {
    const ask = caller();
    keystone.give('old', { expires: Date.now() - 1000 });
    expect(await ask('old', withService(keystone.give('s', { roles: ['service'] })))).toMatchObject({
      identity: { user_id: 'ann', is_service: true },
    });
    expect(await ask('old', withService(keystone.give('m', { roles: ['member'] })))).toEqual(rejected);
    expect(await ask('old')).toEqual(rejected);
  });
});
