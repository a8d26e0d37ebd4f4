import { setTimeout as sleep } from 'node:timers/promises';
import { ApiClient } from '../support/e2e-client.js';
import { Cloud, type Resource } from '../support/e2e-cloud.js';
import { TestService } from '../support/e2e-service.js';

interface Event {
  readonly type: string;
  readonly data: Readonly<Record<string, unknown>>;
}

describe('a schedule that keeps two backups', () => {
  let service: TestService;
  let api: ApiClient;
  beforeAll(async () => {
    service = await TestService.start();
    api = new ApiClient(service);
  }, 60_000);
  afterAll(() => service.remove());

  const told = async (id: string, type: string): Promise<readonly Event[]> => {
    const { events } = await api.get<{ events: readonly Event[] }>(`/backup-schedules/${id}/events`);
    return events.filter((event) => event.type === type);
  };

  /** Asks for the n-th run, and waits until the rules were applied after it. */
  const run = async (id: string, n: number): Promise<void> => {
    await api.post(`/backup-schedules/${id}/action`, { run_now: {} });
    while ((await told(id, 'BackupSchedulePruned')).length < n) await sleep(50);
  };

  it('removes the first with its third run', async () => {
    const cloud = new Cloud(api);
    const { id: volume } = await cloud.volume();
    await service.shorten(volume);
    const { backup_schedule } = await api.post<{ backup_schedule: { id: string } }>('/backup-schedules', {
      backup_schedule: { name: 'hot', volume_ids: [volume], cron: '@yearly', retention: { keep_last: 2 } },
    });
    const { id } = backup_schedule;
    for (let n = 1; n <= 3; n++) await run(id, n);
    const made = (await told(id, 'BackupScheduleBackupRequested')).map(({ data }) =>
      String(data['backup_id']),
    );
    expect(made).toHaveLength(3);
    await cloud.untilGone('backups', made[0] ?? '');
    const { backups } = await api.get<{ backups: readonly Resource[] }>(
      '/backups/detail?sort=created_at:asc',
    );
    expect(backups.map((backup) => [backup.id, backup.status])).toEqual([
      [made[1], 'available'],
      [made[2], 'available'],
    ]);
  }, 60_000);
});
