import { randomUUID } from 'node:crypto';
import { apiCalls, callName } from '../support/api-calls.js';
import { bodiesOf, pathOf, type Ids } from '../support/api-bodies.js';
import { FakeKeystone } from '../support/fake-keystone.js';
import { ApiClient, type Answer } from '../support/e2e-client.js';
import { Cloud } from '../support/e2e-cloud.js';
import { TestService } from '../support/e2e-service.js';
import { eventually } from '../support/eventually.js';

const annsProject = 'aaaa0000aaaa4000a000aaaa0000aaaa';
const bobsProject = 'bbbb0000bbbb4000b000bbbb0000bbbb';

/** A client that shows this token. */
class Tenant extends ApiClient {
  constructor(
    private readonly service: TestService,
    private readonly token: string,
    projectId: string,
  ) {
    super(service, projectId);
  }

  override ask(path: string, options: Parameters<ApiClient['ask']>[1] = {}): Promise<Answer> {
    return super.ask(path, { ...options, headers: { 'X-Auth-Token': this.token, ...options.headers } });
  }

  /** With the URL as it is. */
  async raw(path: string, method: string, body?: object): Promise<Answer> {
    const answer = await fetch(`${this.service.url}/v3${path}`, {
      method,
      headers: {
        'X-Auth-Token': this.token,
        'OpenStack-API-Version': 'volume 3.71',
        ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return { status: answer.status, headers: answer.headers, text: await answer.text(), body: undefined };
  }
}

/** Ann has one of everything; Bob, a member of another project, asks for all of it. */
describe('another project', () => {
  let keystone: FakeKeystone;
  let service: TestService;
  let ann: Tenant;
  let bob: Tenant;
  let operator: Tenant;
  let anns: Ids;

  beforeAll(async () => {
    keystone = await FakeKeystone.start();
    const roles = ['member', 'reader'];
    keystone.give('token-of-ann', { user: 'ann', project: annsProject, roles });
    keystone.give('token-of-bob', { user: 'bob', project: bobsProject, roles });
    service = await TestService.start({
      auth: 'keystone',
      keystone_url: keystone.url,
      keystone_username: keystone.user.username,
      keystone_password: keystone.user.password,
      keystone_project: keystone.user.project,
      backup_compression_algorithm: 'none',
    });
    ann = new Tenant(service, 'token-of-ann', annsProject);
    bob = new Tenant(service, 'token-of-bob', bobsProject);
    keystone.give('token-of-operator', { user: 'op', project: bobsProject, roles: [...roles, 'admin'] });
    operator = new Tenant(service, 'token-of-operator', bobsProject);
    anns = await everything(ann);
  });
  afterAll(async () => {
    await service.remove();
    await keystone.pause();
  });

  const everything = async (of: Tenant): Promise<Ids> => {
    const cloud = new Cloud(of);
    const metadata = { k: 'anns-value' };
    const volume = await cloud.volume({ name: 'anns-volume', metadata });
    await service.shorten(volume.id);
    const snapshot = { volume_id: volume.id, name: 'anns-snapshot', metadata };
    const made = await of.post<{ snapshot: { id: string } }>('/snapshots', { snapshot });
    await cloud.until('snapshots', made.snapshot.id, 'available');
    const backup = await cloud.backup(volume.id, { name: 'anns-backup', metadata });
    await of.post(`/backups/${backup.id}/action`, { hold: { reason: 'anns-reason' } });
    const attached = await cloud.volume({ name: 'anns-other-volume' });
    await cloud.startBackup(attached.id, { name: 'anns-failure', availability_zone: 'mars' });
    const messages = async (): Promise<readonly { id: string }[]> =>
      (await of.get<{ messages: { id: string }[] }>('/messages')).messages;
    await eventually(async () => expect(await messages()).toHaveLength(1), 60_000);
    await cloud.until('volumes', attached.id, 'available');
    const { attachment } = await of.post<{ attachment: { id: string } }>('/attachments', {
      attachment: { volume_uuid: attached.id, instance_uuid: randomUUID() },
    });
    const { group_type } = await operator.post<{ group_type: { id: string } }>('/group_types', {
      group_type: { name: 'any' },
    });
    const ofType = { group_type: group_type.id, volume_types: ['__DEFAULT__'] };
    const { group } = await of.post<{ group: { id: string } }>('/groups', {
      group: { name: 'anns-group', ...ofType },
    });
    await cloud.until('groups', group.id, 'available');
    await cloud.volume({ name: 'anns-member', volume_type: '__DEFAULT__', group_id: group.id });
    const { group_snapshot } = await of.post<{ group_snapshot: { id: string } }>('/group_snapshots', {
      group_snapshot: { name: 'anns-together', group_id: group.id },
    });
    await cloud.until('group_snapshots', group_snapshot.id, 'available');
    const { backup_schedule } = await of.post<{ backup_schedule: { id: string } }>('/backup-schedules', {
      backup_schedule: { name: 'anns-schedule', cron: '0 3 1 1 *', volume_ids: [volume.id] },
    });
    return {
      volumes: volume.id,
      snapshots: made.snapshot.id,
      backups: backup.id,
      attachments: attachment.id,
      'backup-schedules': backup_schedule.id,
      groups: group.id,
      group_snapshots: group_snapshot.id,
      messages: (await messages())[0]?.id ?? '',
      'os-quota-sets': annsProject,
      'default-types': annsProject,
    };
  };

  const nobodys = (): Ids =>
    Object.fromEntries(
      Object.entries(anns).map(([collection, id]) => [
        collection,
        id === annsProject ? randomUUID().replaceAll('-', '') : randomUUID(),
      ]),
    );

  /** Anything that only somebody who has seen Ann's things could say. */
  const marks = (): readonly string[] => [
    ...Object.values(anns),
    'anns-',
    '"ann"',
    `volume-${anns['volumes']}`,
  ];

  /** Everything of Ann's, in every form in which she can look at it. */
  const annsState = async (): Promise<unknown> => {
    const details = ['volumes', 'snapshots', 'backups', 'attachments', 'backup-schedules'];
    const lists = [...details, 'groups', 'group_snapshots'].map((name) => `/${name}/detail`);
    const histories = ['volumes', 'snapshots', 'backups'].map((name) => `/${name}/${anns[name]}/events`);
    const paths = [
      ...lists,
      ...histories,
      '/messages',
      '/limits',
      `/os-quota-sets/${annsProject}?usage=True`,
    ];
    return Promise.all(paths.map(async (path) => [path, (await ann.ask(path)).text]));
  };

  const calls = apiCalls();
  const mentions = (body: object | undefined, ids: Ids): boolean =>
    Object.values(ids).some((id) => JSON.stringify(body ?? {}).includes(id));

  /** What was answered, with ids taken out. */
  const answered = ({ status, headers, text }: Answer, ids: Ids, other: string): readonly unknown[] => {
    const told = [...Object.values(ids), other].reduce((rest, id) => rest.replaceAll(id, '<id>'), text);
    return [status, headers.get('Content-Type'), told];
  };

  it.each(calls.map((call) => [callName(call), call] as const))(
    '%s: Ann’s things are as good as none',
    async (_name, call) => {
      const other = randomUUID();
      const none = nobodys();
      const named = call.path.includes('{');
      const pairs = bodiesOf(call, anns).map((body, index) => [body, bodiesOf(call, none)[index]] as const);
      for (const [body, otherBody] of pairs) {
        if (!named && !mentions(body, anns)) continue;
        for (const prefix of ['', `/${bobsProject}`, `/${annsProject}`]) {
          const found = await bob.raw(`${prefix}${pathOf(call, anns, other)}`, call.method, body);
          const missing = await bob.raw(`${prefix}${pathOf(call, none, other)}`, call.method, otherBody);
          expect(answered(found, { ...anns, annsProject }, other)).toEqual(
            answered(missing, { ...none, annsProject }, other),
          );
          expect([400, 403, 404]).toContain(found.status);
        }
      }
    },
  );

  it.each(
    calls
      .filter(({ method, path }) => method === 'GET' && !path.includes('{'))
      .map((call) => [callName(call), call] as const),
  )('%s: shows nothing of Ann’s', async (_name, call) => {
    const filters = [
      '',
      'all_tenants=1',
      `project_id=${annsProject}`,
      `all_tenants=1&project_id=${annsProject}`,
      `all_tenants=1&tenant_id=${annsProject}&user_id=ann`,
      `all_tenants=1&name=anns-volume`,
      `volume_id=${anns['volumes']}`,
      `all_tenants=1&with_count=1&limit=1`,
    ];
    for (const query of filters) {
      const { text } = await bob.raw(`${call.path}?${query}`, 'GET');
      for (const mark of marks()) expect(text).not.toContain(mark);
    }
    for (const id of Object.values(anns)) {
      const marker = await bob.raw(`${call.path}?limit=1&marker=${id}`, 'GET');
      const none = await bob.raw(`${call.path}?limit=1&marker=nobodys`, 'GET');
      expect([marker.status, marker.text.replaceAll(id, 'nobodys')]).toEqual([none.status, none.text]);
    }
  });

  it('is counted for itself', async () => {
    const used = async (of: Tenant): Promise<unknown> =>
      (await of.get<{ limits: { absolute: Record<string, number> } }>('/limits')).limits.absolute;
    expect(await used(ann)).toMatchObject({ totalVolumesUsed: 3, totalSnapshotsUsed: 2 });
    expect(await used(bob)).toMatchObject({
      totalVolumesUsed: 0,
      totalSnapshotsUsed: 0,
      totalBackupsUsed: 0,
    });
  });

  it('gets answers of its own under the same Idempotency-Key', async () => {
    const headers = { 'Idempotency-Key': randomUUID() };
    const body = { volume: { size: 1, name: 'same' } };
    const ask = async (of: Tenant): Promise<string> =>
      (await of.json<{ volume: { id: string } }>('/volumes', { method: 'POST', body, headers })).volume.id;
    const id = await ask(ann);
    expect(await ask(ann)).toBe(id);
    expect(await ask(bob)).not.toBe(id);
    await new Cloud(ann).until('volumes', id, 'available');
  });

  it('changed nothing with all that', async () => {
    const before = await annsState();
    for (const call of calls) {
      for (const body of bodiesOf(call, anns)) {
        if (call.path.includes('{') || mentions(body, anns)) {
          await bob.raw(pathOf(call, anns, 'x'), call.method, body);
        }
      }
    }
    expect(await annsState()).toEqual(before);
  });
});
