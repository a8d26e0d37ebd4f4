import { ApiClient } from '../support/e2e-client.js';
import { Cloud } from '../support/e2e-cloud.js';
import { TestService } from '../support/e2e-service.js';
import { ask, type Answer } from './support/ask.js';

const moment = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}$/);
const id36 = expect.stringMatching(/^[0-9a-f-]{36}$/);

interface Schedule {
  readonly id: string;
  readonly next_run_at: string | null;
}

/** Backup schedules over the wire: an addition of ours, in Cinder's forms. */
describe('backup schedules', () => {
  let service: TestService;
  let volume: string;
  let created: Schedule;
  beforeAll(async () => {
    service = await TestService.start();
    volume = (await new Cloud(new ApiClient(service)).volume()).id;
  }, 60_000);
  afterAll(() => service?.remove());

  const token = 'admin:00000000000000000000000000000abc';
  const send = (method: string, target: string, body?: object, caller = token): Promise<Answer> =>
    ask(Number(new URL(service.url).port), {
      method,
      target: `/v3${target}`,
      headers: {
        'X-Auth-Token': caller,
        'OpenStack-API-Version': 'volume 3.60',
        'Content-Type': 'application/json',
      },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
  const json = (answer: Answer): unknown => JSON.parse(answer.text);
  const links = (id: string) => [
    { rel: 'self', href: expect.stringMatching(new RegExp(`/v3/([0-9a-f]+/)?backup-schedules/${id}$`)) },
    { rel: 'bookmark', href: expect.stringMatching(new RegExp(`/([0-9a-f]+/)?backup-schedules/${id}$`)) },
  ];
  const retention = {
    keep_last: null,
    keep_hourly: null,
    keep_daily: 2,
    keep_weekly: null,
    keep_monthly: 1,
    keep_yearly: null,
    keep_within: null,
  };

  it('are created, with everything that was not said', async () => {
    const backup_schedule = {
      name: ' nightly ',
      volume_ids: [volume],
      cron: '30 2 * * *',
      retention: { keep_daily: 2, keep_monthly: 1 },
    };
    const answer = await send('POST', '/backup-schedules', { backup_schedule });
    expect(answer.status).toBe(201);
    const body = json(answer) as { backup_schedule: Schedule };
    created = body.backup_schedule;
    expect(body).toEqual({
      backup_schedule: {
        id: id36,
        name: 'nightly',
        description: null,
        project_id: expect.any(String),
        user_id: expect.any(String),
        enabled: true,
        volume_ids: [volume],
        cron: '30 2 * * *',
        full_every: 1,
        force: false,
        container: null,
        name_pattern: '{name}-{time}',
        metadata: {},
        retention,
        next_run_at: expect.stringMatching(/T02:30:00\.000000$/),
        last_run: null,
        created_at: moment,
        updated_at: null,
        links: links(created.id),
      },
    });
    expect(json(await send('GET', `/backup-schedules/${created.id}`))).toEqual(body);
    expect(json(await send('GET', '/backup-schedules/detail'))).toEqual({
      backup_schedules: [body.backup_schedule],
    });
  });

  it('are listed by pages, as everything is', async () => {
    const second = await send('POST', '/backup-schedules', {
      backup_schedule: { name: 'weekly', volume_ids: [volume], cron: '@weekly', enabled: false },
    });
    const { id, next_run_at } = (json(second) as { backup_schedule: Schedule }).backup_schedule;
    expect(next_run_at).toBeNull();
    const page = json(await send('GET', '/backup-schedules?limit=1&sort=name:desc'));
    expect(page).toEqual({
      backup_schedules: [{ id, name: 'weekly', links: links(id) }],
      backup_schedules_links: [{ rel: 'next', href: expect.stringContaining(`marker=${id}`) }],
    });
    expect(json(await send('GET', '/backup-schedules?enabled=true'))).toEqual({
      backup_schedules: [{ id: created.id, name: 'nightly', links: links(created.id) }],
    });
    expect((await send('DELETE', `/backup-schedules/${id}`)).status).toBe(204);
    expect(json(await send('GET', `/backup-schedules/${id}`))).toEqual({
      itemNotFound: { code: 404, message: `Backup schedule ${id} could not be found.` },
    });
  });

  it('are changed, enabled and disabled', async () => {
    const changed = await send('PUT', `/backup-schedules/${created.id}`, {
      backup_schedule: { description: 'of the database', full_every: 7 },
    });
    expect([changed.status, json(changed)]).toMatchObject([
      200,
      { backup_schedule: { name: 'nightly', description: 'of the database', full_every: 7, retention } },
    ]);
    const act = (name: string) => send('POST', `/backup-schedules/${created.id}/action`, { [name]: {} });
    expect((await act('disable')).status).toBe(202);
    const show = async () => json(await send('GET', `/backup-schedules/${created.id}`));
    expect(await show()).toMatchObject({ backup_schedule: { enabled: false, next_run_at: null } });
    expect((await act('enable')).status).toBe(202);
    expect(await show()).toMatchObject({
      backup_schedule: { enabled: true, next_run_at: created.next_run_at },
    });
  });

  it('tell what would be kept on a day', async () => {
    const due = created.next_run_at ?? '';
    const day = (n: number): string =>
      `${new Date(Date.parse(`${due.slice(0, 19)}Z`) + n * 86_400_000).toISOString().slice(0, 19)}.000000`;
    const at = day(2).replace('02:30', '12:00');
    const backup = (n: number) => ({
      backup_id: null,
      volume_id: volume,
      data_timestamp: day(n),
      is_incremental: n > 0,
      simulated: true,
    });
    const answer = await send('GET', `/backup-schedules/${created.id}/retention?at=${at}`);
    expect([answer.status, json(answer)]).toEqual([
      200,
      {
        retention: {
          at,
          simulated_runs: 3,
          kept: [
            { ...backup(2), reasons: expect.arrayContaining(['daily 1 of 2', 'monthly 1 of 1']) },
            { ...backup(1), reasons: expect.arrayContaining(['daily 2 of 2']) },
            { ...backup(0), reasons: [`parent of run of ${day(1).slice(0, 19)}`] },
          ],
          removed: [],
        },
      },
    ]);
    const now = json(await send('GET', `/backup-schedules/${created.id}/retention`));
    expect(now).toEqual({ retention: { at: moment, simulated_runs: 0, kept: [], removed: [] } });
  });

  it.each([
    ['an expression', { cron: '61 * * * *' }, "'61 * * * *' is not a cron expression."],
    ['a moment that never comes', { cron: '0 0 30 2 *' }, "'0 0 30 2 *' never comes."],
    [
      'a span',
      { retention: { keep_within: 'x' } },
      "keep_within must be a span such as 30d or 1y6m, not 'x'.",
    ],
    ['no volume', { volume_ids: [] }, 'a schedule needs at least one volume.'],
  ])('are refused for %s', async (_, wrong, reason) => {
    const backup_schedule = { volume_ids: [volume], cron: '@daily', ...wrong };
    const answer = await send('POST', '/backup-schedules', { backup_schedule });
    expect([answer.status, json(answer)]).toEqual([
      400,
      { badRequest: { code: 400, message: `Invalid input received: ${reason}` } },
    ]);
  });

  it('are refused for what does not fit, is not there, or is too far ahead', async () => {
    const missing = '1b4b9f6e-0c5d-4f7e-9a57-0d7ad6b0c1f2';
    const post = (backup_schedule: object) => send('POST', '/backup-schedules', { backup_schedule });
    expect((await post({ cron: '@daily' })).status).toBe(400);
    expect((await post({ cron: '@daily', volume_ids: [volume], retention: { keep_last: -1 } })).status).toBe(
      400,
    );
    expect(json(await post({ cron: '@daily', volume_ids: [missing] }))).toEqual({
      itemNotFound: { code: 404, message: `Volume ${missing} could not be found.` },
    });
    const dry = (query: string) => send('GET', `/backup-schedules/${created.id}/retention?at=${query}`);
    expect(json(await dry('soon'))).toMatchObject({ badRequest: { code: 400 } });
    expect(json(await dry('2999-01-01'))).toEqual({
      badRequest: {
        code: 400,
        message:
          'Invalid input received: there are more than 10000 runs until 2999-01-01T00:00:00.000000; ask for an earlier day.',
      },
    });
  });

  it('belong to their project, and are never named among Cinder’s filters', async () => {
    const others = await send('GET', '/backup-schedules', undefined, 'admin:another');
    expect(json(others)).toEqual({ backup_schedules: [] });
    expect((await send('GET', '/resource_filters')).text).not.toContain('schedule');
    expect(json(await send('GET', `/backup-schedules/${created.id}/events`))).toMatchObject({
      events: [{ type: 'BackupScheduleCreated', data: { schedule_id: created.id } }, {}, {}, {}],
    });
  });
});
