import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ApiClient } from './e2e-client.js';
import { Cloud } from './e2e-cloud.js';
import { childrenOf, ended, hasEnded, untilGone, type StartedProcess } from './e2e-processes.js';
import { spawnService, type ServiceOptions } from './e2e-service.js';
import { RedisServer } from './redis-server.js';

const START_MS = 60_000;

/** One process of a cluster: a role with a data directory of its own. */
export class ClusterNode {
  private process: StartedProcess | undefined;
  private port = 0;
  /** What its processes before this one wrote. */
  private past = '';

  constructor(
    readonly name: string,
    readonly roles: string,
    private readonly options: ServiceOptions,
  ) {}

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** Where the event log listens. */
  get eventstoreUrl(): string {
    return `esdb://127.0.0.1:${this.port}?tls=false`;
  }

  get output(): string {
    return this.past + (this.process?.output() ?? '');
  }

  /** Starts it, again on the same port; resolves when it says what it does. */
  async start(): Promise<void> {
    const { roles, options } = this;
    this.past = this.output;
    const started = spawnService({ ...options, roles, listen: `127.0.0.1:${this.port}` });
    this.process = started;
    const deadline = performance.now() + START_MS;
    const speaks = /emberlog: (?:.*127\.0\.0\.1:(\d+)|.*at work)/;
    while (!speaks.test(started.output())) {
      const { child } = started;
      if (hasEnded(child) || performance.now() > deadline) {
        const how = hasEnded(child) ? `ended with ${child.signalCode ?? child.exitCode}` : 'says nothing';
        throw new Error(`${this.name} did not start, it ${how}:\n${started.output()}`);
      }
      await sleep(20);
    }
    this.port = Number(speaks.exec(started.output())?.[1] ?? 0);
  }

  /** SIGSTOP and SIGCONT leave it running; others end it, and what it started. */
  signal(signal: NodeJS.Signals): void {
    this.process?.child.kill(signal);
  }

  async end(signal: NodeJS.Signals = 'SIGKILL'): Promise<number | string> {
    const child = this.process?.child;
    if (child?.pid === undefined || hasEnded(child)) return 0;
    const children = childrenOf(child.pid);
    child.kill(signal);
    const outcome = await ended(child);
    await untilGone(children);
    return outcome;
  }

  async restart(signal: NodeJS.Signals = 'SIGKILL'): Promise<void> {
    await this.end(signal);
    await this.start();
  }
}

/** Roles in processes of their own, over an event log and a Redis server; workers share volumes and store. */
export class Cluster {
  readonly nodes = new Map<string, ClusterNode>();

  /** Options of every node but the event log. */
  shared: ServiceOptions = {};

  private constructor(
    readonly directory: string,
    readonly redis: RedisServer,
  ) {}

  /** `nodes`: roles by name. */
  static async start(
    nodes: Readonly<Record<string, string>>,
    options: ServiceOptions = {},
    own: Readonly<Record<string, ServiceOptions>> = {},
  ): Promise<Cluster> {
    const directory = await mkdtemp(join(tmpdir(), 'emberlog-cluster-'));
    const cluster = new Cluster(directory, await RedisServer.start());
    try {
      const log = await cluster.add('log', 'eventlog');
      cluster.shared = {
        eventstore_url: log.eventstoreUrl,
        redis_url: cluster.redis.url,
        backup_posix_path: join(directory, 'backups'),
        file_volumes_path: join(directory, 'volumes'),
        job_lock_seconds: 2,
        manager_lease_seconds: 2,
        reconcile_interval: 1,
        ...options,
      };
      const each = Object.entries(nodes);
      await Promise.all(each.map(([name, roles]) => cluster.add(name, roles, own[name])));
      return cluster;
    } catch (error) {
      await cluster.remove();
      throw error;
    }
  }

  /** One more process, with an empty data directory. */
  async add(name: string, roles: string, own: ServiceOptions = {}): Promise<ClusterNode> {
    const data_dir = join(this.directory, name);
    await mkdir(data_dir);
    const node = new ClusterNode(name, roles, { ...this.shared, ...own, data_dir });
    this.nodes.set(name, node);
    await node.start();
    return node;
  }

  node(name: string): ClusterNode {
    const node = this.nodes.get(name);
    if (node === undefined) throw new Error(`no node ${name}`);
    return node;
  }

  /** Through the API of that node. */
  cloud(name: string): Cloud {
    return new Cloud(new ApiClient(this.node(name)));
  }

  path(...parts: readonly string[]): string {
    return join(this.directory, ...parts);
  }

  volumePath(volumeId: string): string {
    return this.path('volumes', `volume-${volumeId}`);
  }

  /** What every process wrote, for the message of a failed test. */
  get output(): string {
    return [...this.nodes.values()].map(({ name, output }) => `== ${name}\n${output}`).join('\n');
  }

  async remove(): Promise<void> {
    const last = this.nodes.get('log');
    await Promise.all([...this.nodes.values()].filter((node) => node !== last).map((node) => node.end()));
    await last?.end();
    await this.redis.remove();
    await rm(this.directory, { recursive: true, force: true });
  }
}
