import { randomUUID } from 'node:crypto';
import { bodiesOf, isBodyKnown, pathOf, type Ids } from '../support/api-bodies.js';
import { apiCalls, callName, type ApiCall } from '../support/api-calls.js';
import { FakeKeystone } from '../support/fake-keystone.js';
import { project } from '../support/e2e-client.js';
import { TestService } from '../support/e2e-service.js';
import { eventually } from '../support/eventually.js';

/** Roles as Keystone lists them, implied ones included; the least first. */
const personas = {
  guest: ['guest'],
  reader: ['reader'],
  member: ['member', 'reader'],
  admin: ['admin', 'member', 'reader'],
} as const;
type Role = keyof typeof personas;
const roles = Object.keys(personas) as Role[];

const latest = '3.71';
const hidden = 'The resource could not be found.';

interface Answer {
  readonly status: number;
  readonly text: string;
}

/** Every route that is served, by every role and around the version that brought it, as the table of endpoints says. */
describe('roles and versions', () => {
  let keystone: FakeKeystone;
  let service: TestService;
  let ids: Ids;

  beforeAll(async () => {
    keystone = await FakeKeystone.start();
    for (const role of roles) keystone.give(role, { user: role, project, roles: personas[role] });
    service = await TestService.start({
      auth: 'keystone',
      keystone_url: keystone.url,
      keystone_username: keystone.user.username,
      keystone_password: keystone.user.password,
      keystone_project: keystone.user.project,
    });
    ids = await rows();
  });
  afterAll(async () => {
    await service.remove();
    await keystone.pause();
  });

  const ask = async (
    { method }: Pick<ApiCall, 'method'>,
    path: string,
    role: Role,
    body?: object,
    version: string = latest,
  ): Promise<Answer> => {
    const answer = await fetch(`${service.url}/v3/${project}${path}`, {
      method,
      headers: {
        'X-Auth-Token': role,
        'OpenStack-API-Version': `volume ${version}`,
        ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return { status: answer.status, text: await answer.text() };
  };

  const made = async (path: string, body: object): Promise<string> => {
    const { status, text } = await ask({ method: 'POST' }, path, 'member', body);
    if (status > 202) throw new Error(text);
    const [row] = Object.values(JSON.parse(text) as Record<string, { id: string }>);
    const id = row?.id ?? '';
    await eventually(async () => {
      const shown = await ask({ method: 'GET' }, `${path}/${id}`, 'reader');
      expect(shown.text).toMatch(/"status":"(available|reserved)"|"cron"/);
    }, 60_000);
    return id;
  };

  const rows = async (): Promise<Ids> => {
    const volumes = await made('/volumes', { volume: { size: 1, metadata: { k: 'v' } } });
    await service.shorten(volumes);
    const attached = await made('/volumes', { volume: { size: 1 } });
    return {
      volumes,
      snapshots: await made('/snapshots', { snapshot: { volume_id: volumes, metadata: { k: 'v' } } }),
      backups: await made('/backups', { backup: { volume_id: volumes } }),
      attachments: await made('/attachments', { attachment: { volume_uuid: attached } }),
      'backup-schedules': await made('/backup-schedules', {
        backup_schedule: { name: 's', cron: '0 3 1 1 *', volume_ids: [volumes] },
      }),
      'os-quota-sets': project,
    };
  };
  const nobodys = (): Ids =>
    Object.fromEntries(
      Object.keys(ids).map((name) => [name, name === 'os-quota-sets' ? project : randomUUID()]),
    );

  const served = apiCalls().filter((call) => call.served);
  const named = (calls: readonly ApiCall[]) => calls.map((call) => [callName(call), call] as const);
  const guarded = served.filter(({ persona }) => persona !== '-');

  it.each(named(guarded))('%s is refused to whoever is less', async (_name, call) => {
    const [body] = bodiesOf(call, ids);
    const less = roles.slice(0, roles.indexOf(call.persona as Role));
    for (const role of less) {
      const { status, text } = await ask(call, pathOf(call, ids, randomUUID()), role, body);
      expect([403, ...otherRefusals(call, role, text)]).toContain(status);
    }
  });

  /** What may come before the refusal. */
  const otherRefusals = (call: ApiCall, role: Role, text: string): readonly number[] => {
    // Whoever may not see a volume is told that there is none (spec T35).
    if (role === 'guest' && /Volume \S+ could not be found/.test(text)) return [404];
    // A row is looked up before its policy, and of this collection there is none.
    const [, collection = ''] = call.path.split('/');
    if (call.path.includes('{') && !Object.hasOwn(ids, collection) && !text.includes(hidden)) return [404];
    return isBodyKnown(call) ? [] : [400];
  };

  it.each(named(guarded))('%s is for its persona and whoever is more', async (_name, call) => {
    const none = nobodys();
    const [body] = bodiesOf(call, none);
    for (const role of roles.slice(roles.indexOf(call.persona as Role))) {
      const { status, text } = await ask(call, pathOf(call, none, randomUUID()), role, body);
      expect([role, status, text]).not.toEqual([role, 403, text]);
      expect(status).toBeLessThan(500);
    }
  });

  it.each(named(served.filter(({ since }) => since !== null)))(
    '%s is there from its version on',
    async (_name, call) => {
      const since = call.since ?? '';
      const before = `3.${Number(since.split('.')[1]) - 1}`;
      const none = nobodys();
      const [body] = bodiesOf(call, none);
      const path = pathOf(call, none, randomUUID());
      const early = await ask(call, path, 'admin', body, before);
      expect([early.status, early.text]).toEqual([
        404,
        JSON.stringify({ itemNotFound: { code: 404, message: hidden } }),
      ]);
      for (const version of [since, latest]) {
        expect((await ask(call, path, 'admin', body, version)).text).not.toContain(hidden);
      }
    },
  );
});
