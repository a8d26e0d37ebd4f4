import { setTimeout as sleep } from 'node:timers/promises';
import { openEventLog } from '../../src/drivers/event-log/event-log.js';
import type { EventLog } from '../../src/drivers/event-log/port.js';
import { answersOf } from '../support/cluster-answers.js';
import { ClusterCaller } from '../support/cluster-caller.js';
import { ClusterKiller } from '../support/cluster-killer.js';
import { recordedIn, type Recorded } from '../support/cluster-log.js';
import {
  expectFilesOfTheLiving,
  expectHonestQuota,
  expectNothingUnderWay,
} from '../support/cluster-order.js';
import { sceneNames, scenes, type Stage } from '../support/cluster-scenes.js';
import { DATA_BYTES, Tenant } from '../support/cluster-tenant.js';
import { Cluster } from '../support/e2e-cluster.js';
import { expectSoundLog } from '../support/e2e-event-log.js';
import { eventually } from '../support/eventually.js';
import { seededRandom, shuffled } from '../support/seeded-random.js';
import { describeWith } from '../support/test-setup.js';

const seed = Number(process.env['EMBERLOG_TEST_SEED'] ?? Date.now() % 1_000_000);
const OBJECTS = 32;
/** One is enough nearly always; a step that was missed gets more chances. */
const MOST_ROUNDS = 6;
const nodes = { api1: 'api', api2: 'api', worker1: 'worker', worker2: 'worker', manager: 'manager' };
const options = {
  backup_compression_algorithm: 'none',
  backup_file_size: DATA_BYTES / OBJECTS,
  // A snapshot is as short as the file of its volume, a clone as long as its size.
  backup_use_temp_snapshot: 'true',
  abandon_requests_after: 3,
  report_interval: 1,
  service_down_time: 4,
  quota_snapshots: 100,
};

/** EMBERLOG_TEST_SEED repeats what a run decides: who asks for what, and who is killed at which step. */
describeWith('redis', `a cluster that is killed at every step (seed ${seed})`, () => {
  const random = seededRandom(seed);
  const crowd = ['anna', 'bert', 'cleo'];
  const stages = new Map<Tenant, Stage>();
  let cluster: Cluster;
  let log: EventLog;
  let caller: ClusterCaller;
  let recorded: Recorded;

  beforeAll(async () => {
    // Seeds decide whether the workers may take each other's jobs over at once, or only when their host is lost.
    const hosts = random() < 0.5 ? ['host-1', 'host-1'] : ['host-1', 'host-2'];
    cluster = await Cluster.start(nodes, options, {
      worker1: { host: hosts[0] ?? '' },
      worker2: { host: hosts[1] ?? '' },
    });
    log = openEventLog({ connectionString: cluster.node('log').eventstoreUrl });
    caller = new ClusterCaller(cluster, ['api1', 'api2'], seededRandom(seed + 1));
    for (const [at, name] of crowd.entries()) {
      const tenant = new Tenant(name, cluster, caller, seededRandom(seed + 2 + at));
      stages.set(tenant, { volume: await tenant.volume(), backups: [] });
    }
  }, 120_000);
  afterAll(async () => {
    await log.close();
    await cluster.remove();
  });

  /** `goesOn` is asked before each scene. */
  const play = async (tenant: Tenant, stage: Stage, goesOn: () => boolean): Promise<void> => {
    for (const name of shuffled(sceneNames, tenant.random)) {
      if (!goesOn()) return;
      await scenes[name](tenant, stage).catch((error: unknown) => {
        const what = `${tenant.name}, ${name}: ${String(error)}`;
        throw new Error(`${what}\n${cluster.output}`, { cause: error });
      });
    }
  };

  it('ends every operation well, whoever is killed at whatever step', async () => {
    const killer = new ClusterKiller(cluster, log, seededRandom(seed + 10));
    killer.start();
    try {
      // The first round is played to its end, the others until no step is missing.
      for (let round = 0; round < MOST_ROUNDS && killer.missed.length > 0; round += 1) {
        const goesOn = (): boolean => round === 0 || killer.missed.length > 0;
        await Promise.all([...stages].map(([tenant, stage]) => play(tenant, stage, goesOn)));
      }
    } finally {
      await killer.stop();
    }
    expect(killer.missed).toEqual([]);
    expect(caller.crashes).toEqual([]);
  }, 600_000);

  it('comes to rest with nothing held, nothing temporary, and quotas that count what there is', async () => {
    await eventually(async () => {
      await sleep(200);
      recorded = await recordedIn(log);
      expectNothingUnderWay(recorded);
      expectHonestQuota(recorded);
    }, 90_000);
  }, 120_000);

  // The log rests a moment before a late worker has taken away what it made in vain.
  it(
    'has every object of every living backup, and no other file',
    () => eventually(() => expectFilesOfTheLiving(cluster, recorded), 10_000),
    20_000,
  );

  it('restores every backup to the bytes it was made of', async () => {
    for (const [tenant, { backups }] of stages) {
      for (const { id, name } of backups) {
        const target = await tenant.made('volumes', `${name}-again`, `/backups/${id}/restore`, {
          restore: { name: `${name}-again` },
        });
        await tenant.until('volumes', target, 'available');
        expect([name, await tenant.holds(target)]).toEqual([name, tenant.contents.get(name)]);
        await tenant.until('backups', id, 'available');
        await tenant.removed('volumes', target);
      }
    }
  }, 120_000);

  it('gives the same answers from every API, one included that reads the log from its beginning', async () => {
    await cluster.add('api3', 'api');
    await eventually(async () => {
      expect((await fetch(`${cluster.node('api3').url}/healthcheck`)).status).toBe(200);
    }, 60_000);
    const [first, second, third] = await Promise.all(
      ['api1', 'api2', 'api3'].map((name) => answersOf(cluster, name)),
    );
    expect(Object.keys(first ?? {}).length).toBeGreaterThan(10);
    expect(second).toEqual(first);
    expect(third).toEqual(first);
  }, 120_000);

  it('leaves a log without a hole and without anything twice', async () => {
    expectSoundLog((await recordedIn(log)).events);
  });
});
