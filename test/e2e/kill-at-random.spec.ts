import { setTimeout as sleep } from 'node:timers/promises';
import { ApiClient } from '../support/e2e-client.js';
import { Cloud, type Resource } from '../support/e2e-cloud.js';
import { fillWith, fingerprint, MIB, pattern, writeAt } from '../support/e2e-bytes.js';
import { expectSoundLog, recordedEvents } from '../support/e2e-event-log.js';
import { containerOf, objectsIn } from '../support/e2e-objects.js';
import { TestService } from '../support/e2e-service.js';
import { eventually } from '../support/eventually.js';
import { seededRandom } from '../support/seeded-random.js';

const seed = Number(process.env['EMBERLOG_TEST_SEED'] ?? Date.now() % 1_000_000);
const ROUNDS = 6;

/** EMBERLOG_TEST_SEED repeats a run, as far as chance lets it. */
describe(`a service that is killed again and again (seed ${seed})`, () => {
  const random = seededRandom(seed);
  const between = (least: number, most: number): number => Math.floor(least + random() * (most - least));
  const contents = new Map<string, string>();
  let service: TestService;
  let cloud: Cloud;
  let volumeId: string;

  beforeAll(async () => {
    service = await TestService.start({ backup_compression_algorithm: 'none', backup_file_size: 8 * MIB });
    cloud = new Cloud(new ApiClient(service));
    volumeId = (await cloud.volume({ name: 'origin' })).id;
    await fillWith(service.volumePath(volumeId), seed, 100 * MIB);
  });
  afterAll(() => service.remove());

  const backups = async (): Promise<readonly Resource[]> =>
    (await cloud.api.get<{ backups: Resource[] }>('/backups/detail')).backups;
  const volumes = async (): Promise<readonly Resource[]> =>
    (await cloud.api.get<{ volumes: Resource[] }>('/volumes/detail')).volumes;

  /** The next request, not sent yet; it may never be answered. */
  const plan = async (round: number): Promise<() => Promise<unknown>> => {
    const available = (await backups()).filter(({ status }) => status === 'available');
    const [first] = available;
    const leaf = available.find((backup) => backup['has_dependent_backups'] === false);
    const choice = random();
    if (first !== undefined && leaf !== undefined && choice > 0.5) {
      return choice > 0.8
        ? () => cloud.api.delete(`/backups/${leaf.id}`)
        : () => cloud.startRestore(first.id, { name: `restored ${first.name}` });
    }
    const name = `round ${round}`;
    const incremental = first !== undefined && random() < 0.5;
    await writeAt(service.volumePath(volumeId), between(0, 1000) * MIB, pattern(seed + round, MIB));
    contents.set(name, await fingerprint(service.volumePath(volumeId)));
    return () => cloud.startBackup(volumeId, { name, incremental });
  };

  /** Everything has come to its end, and nothing is held or charged that is not there. */
  const expectSettled = async (): Promise<void> => {
    const rows = await backups();
    expect(rows.filter(({ status }) => status !== 'available')).toEqual([]);
    for (const volume of await volumes()) {
      if (volume.status === 'available') continue;
      // Its restore was never recorded: nobody was told of it, and it must not look as if it had its bytes.
      expect(volume.status).toBe('error');
      const { data } = (await cloud.events('volumes', volume.id)).at(-1) ?? {};
      expect(data).toMatchObject({ reason: 'restore abandoned' });
    }
    const path = `/os-quota-sets/${cloud.api.projectId}?usage=True`;
    const { quota_set } = await cloud.api.get<{ quota_set: Record<string, object> }>(path);
    expect(quota_set['backups']).toMatchObject({ in_use: rows.length, reserved: 0 });
    expect(quota_set['volumes']).toMatchObject({ in_use: (await volumes()).length, reserved: 0 });
  };

  it('ends every operation well that was asked for', async () => {
    for (let round = 1; round <= ROUNDS; round++) {
      await cloud.until('volumes', volumeId, 'available');
      const request = await plan(round);
      const asked = request().catch(() => undefined);
      // Half of the time in the middle of the request, else in the middle of the work.
      await sleep(random() < 0.5 ? between(0, 20) : between(20, 1500));
      await service.kill();
      await asked;
      await service.restart();
    }
    await eventually(expectSettled, 60_000);
  });

  it('leaves backups that can be restored, and no objects of others', async () => {
    const rows = await backups();
    for (const { id, name } of rows) {
      const { id: target } = await cloud.restore(id);
      expect([name, await fingerprint(service.volumePath(target))]).toEqual([name, contents.get(name ?? '')]);
      await cloud.remove('volumes', target);
    }
    for (const volume of await volumes()) {
      const source = /^restored (.*)$/.exec(volume.name ?? '')?.[1];
      if (source === undefined || volume.status !== 'available') continue;
      expect(await fingerprint(service.volumePath(volume.id))).toBe(contents.get(source));
    }
    const containers = await Promise.all(
      rows.map(({ id }) => objectsIn(service.path('backups', containerOf(id)))),
    );
    expect(containers.every((objects) => objects.length > 0)).toBe(true);
    expect(await objectsIn(service.path('backups'))).toHaveLength(
      new Set(rows.map(({ id }) => id.slice(0, 2))).size,
    );
    await service.kill();
    expectSoundLog(await recordedEvents(service.dataDirectory));
    await service.restart();
  });
});
