import { truncate } from 'node:fs/promises';
import { fillWith, fingerprint, MIB } from '../support/e2e-bytes.js';
import { ApiClient } from '../support/e2e-client.js';
import { Cluster } from '../support/e2e-cluster.js';
import { Cloud } from '../support/e2e-cloud.js';
import { expectSoundLog, objectIds, recordedEvents, upTo } from '../support/e2e-event-log.js';
import { chunksIn, containerOf, untilTrue } from '../support/e2e-objects.js';
import { describeWith } from '../support/test-setup.js';

const OBJECTS = 64;
const options = {
  // The slowest there is: few bytes keep a worker busy for long enough to be killed at it.
  backup_compression_algorithm: 'bz2',
  backup_file_size: MIB,
  report_interval: 1,
  service_down_time: 4,
  log_level: 'info',
};
const nodes = { api1: 'api', api2: 'api', worker1: 'worker', worker2: 'worker', manager: 'manager' };

describeWith('redis', 'two APIs, two workers and a manager over an event log and Redis', () => {
  let cluster: Cluster;
  let first: Cloud;
  let second: Cloud;
  let volumeId: string;
  let contents: string;

  beforeAll(async () => {
    cluster = await Cluster.start(nodes, options, {
      worker1: { host: 'host-1' },
      worker2: { host: 'host-2' },
    });
    [first, second] = [cluster.cloud('api1'), cluster.cloud('api2')];
    volumeId = (await first.volume()).id;
    await fillWith(cluster.volumePath(volumeId), 7, OBJECTS * MIB);
    contents = await fingerprint(cluster.volumePath(volumeId));
    // All beyond reads as zeros; nobody has to look at it.
    await truncate(cluster.volumePath(volumeId), OBJECTS * MIB);
  }, 90_000);
  afterAll(() => cluster.remove());

  it('shows through one API at once what was asked of the other', async () => {
    for (let round = 0; round < 5; round += 1) {
      const { volume } = await first.api.post<{ volume: { id: string } }>('/volumes', {
        volume: { size: 1 },
      });
      expect((await second.show('volumes', volume.id)).id).toBe(volume.id);
      await second.until('volumes', volume.id, 'available');
      await second.remove('volumes', volume.id);
    }
  }, 60_000);

  it('lists the services of every host, and gives a disabled one no new work', async () => {
    const services = async (): Promise<string[]> =>
      (
        await second.api.get<{ services: Record<string, string>[] }>('/os-services?binary=cinder-backup')
      ).services.map(({ host, state, status }) => `${host} ${state} ${status}`);
    expect(await services()).toEqual(['host-1 up enabled', 'host-2 up enabled']);
    await first.api.json('/os-services/disable-log-reason', {
      method: 'PUT',
      body: { host: 'host-1', binary: 'cinder-backup', disabled_reason: 'new disks' },
    });
    await untilTrue('it is disabled everywhere', async () => (await services())[0] === 'host-1 up disabled');
    const { id } = await first.volume();
    for (let round = 0; round < 4; round += 1) {
      const backup = await first.startBackup(id);
      const scheduled = async (): Promise<unknown> =>
        (await first.events('backups', backup)).find(({ type }) => type === 'BackupScheduled')?.data['host'];
      await untilTrue('it is scheduled', async () => (await scheduled()) !== undefined);
      expect(await scheduled()).toBe('host-2');
      await first.api.post(`/backups/${backup}/action`, { 'os-force_delete': {} });
      await first.untilGone('backups', backup);
    }
    await first.remove('volumes', id);
    const enable = { host: 'host-1', binary: 'cinder-backup' };
    await first.api.json('/os-services/enable', { method: 'PUT', body: enable });
    const unknown = await first.api.ask('/os-services/enable', {
      method: 'PUT',
      body: { ...enable, host: 'nowhere' },
    });
    expect([unknown.status, unknown.text]).toEqual([
      404,
      expect.stringContaining('Service cinder-backup could not be found on host nowhere.'),
    ]);
  }, 60_000);

  it('takes a quota of a hundred exactly a hundred times, and one backup of a volume, by both APIs at once', async () => {
    const tenant = 'cafe0000000000000000000000000100';
    const apis = ['api1', 'api2'].map((name) => new ApiClient(cluster.node(name), tenant));
    const atOnce = (count: number, path: string, body: unknown): Promise<number[]> =>
      Promise.all(
        Array.from({ length: count }, async (_, n) => {
          const answer = await apis[n % apis.length]?.ask(path, { method: 'POST', body });
          return answer?.status ?? 0;
        }),
      );
    const counted = (statuses: readonly number[]): Record<number, number> =>
      Object.fromEntries(
        [...new Set(statuses)].map((one) => [one, statuses.filter((s) => s === one).length]),
      );

    await first.api.json(`/os-quota-sets/${tenant}`, {
      method: 'PUT',
      body: { quota_set: { volumes: 100 } },
    });
    expect(counted(await atOnce(200, '/volumes', { volume: { size: 1 } }))).toEqual({ 202: 100, 413: 100 });
    const { volumes } = await new ApiClient(cluster.node('api1'), tenant).get<{ volumes: { id: string }[] }>(
      '/volumes',
    );
    expect(volumes).toHaveLength(100);
    const [{ id } = { id: '' }] = volumes;
    await new Cloud(new ApiClient(cluster.node('api2'), tenant)).until('volumes', id, 'available');
    const backups = await atOnce(100, '/backups', { backup: { volume_id: id } });
    expect(counted(backups)).toEqual({ 202: 1, 400: 99 });
  }, 120_000);

  it('finishes a backup and a restore while every process is killed once and Redis is emptied', async () => {
    const backupId = await first.startBackup(volumeId);
    const directory = cluster.path('backups', containerOf(backupId));
    const objects = (count: number): Promise<void> =>
      untilTrue(`${count} objects`, async () => (await chunksIn(directory)).length >= count);
    await objects(4);
    await cluster.redis.command('FLUSHALL');
    await objects(8);
    await cluster.node('worker1').restart();
    await cluster.node('manager').restart();
    await objects(12);
    await cluster.node('worker2').restart();
    await cluster.redis.kill();
    await cluster.redis.restart();
    await cluster.node('api1').restart();
    await cluster.node('log').restart();
    const done = await second.until('backups', backupId, 'available', 90_000);
    expect(done).toMatchObject({ object_count: OBJECTS, fail_reason: null });

    const target = await second.startRestore(backupId);
    await cluster.node('api2').restart();
    await cluster.redis.command('FLUSHALL');
    await first.until('backups', backupId, 'available', 60_000);
    await first.until('volumes', target, 'available');
    expect(await fingerprint(cluster.volumePath(target))).toBe(contents);
    await first.remove('volumes', target);
    await first.remove('backups', backupId);
    expect((await first.show('volumes', volumeId)).status).toBe('available');
  }, 180_000);

  it('gives one result when a worker is stopped beyond its lock and goes on after another took its job', async () => {
    const backupId = await first.startBackup(volumeId);
    const directory = cluster.path('backups', containerOf(backupId));
    const count = async (): Promise<number> => (await chunksIn(directory)).length;
    await untilTrue('4 objects', async () => (await count()) >= 4);
    // Only one of them has the job; whichever it is, the other one has to take it over.
    const [one, other] = [cluster.node('worker1'), cluster.node('worker2')];
    one.signal('SIGSTOP');
    await untilTrue('another attempt, or half of it', async () => (await count()) >= OBJECTS / 2, 60_000);
    one.signal('SIGCONT');
    other.signal('SIGSTOP');
    await untilTrue('all objects', async () => (await count()) >= OBJECTS, 60_000);
    other.signal('SIGCONT');
    await first.until('backups', backupId, 'available', 60_000);

    const attempts = (await first.events('backups', backupId)).filter(
      ({ type }) => type === 'BackupTransferStarted',
    );
    expect(attempts.length).toBeGreaterThan(1);
    const restored = await second.restore(backupId);
    expect(await fingerprint(cluster.volumePath(restored.id))).toBe(contents);
    await second.remove('volumes', restored.id);

    await cluster.node('log').end('SIGTERM');
    const events = await recordedEvents(cluster.path('log'));
    expectSoundLog(events);
    expect(objectIds(events, backupId)).toEqual(upTo(OBJECTS));
    const finished = events.filter(
      ({ stream, type }) => stream === `backup-${backupId}` && type === 'BackupAvailable',
    );
    expect(finished).toHaveLength(1);
    await cluster.node('log').start();
  }, 180_000);
});
