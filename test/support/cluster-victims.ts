import { setTimeout as sleep } from 'node:timers/promises';
import type { Cluster } from './e2e-cluster.js';

/** Longer than a job's lock and the manager's lease in a {@link Cluster}: who was stopped was replaced meanwhile. */
const STOPPED_MS = 3000;

interface Blow {
  /** Who is hurt; nobody is hurt twice at the same time. */
  readonly whom: readonly string[];
  /** Strikes in the moment it is called, and resolves when everybody works again. */
  strike(cluster: Cluster): Promise<unknown>;
}

const killed = (...whom: readonly string[]): Blow => ({
  whom,
  strike: (cluster) => Promise.all(whom.map((name) => cluster.node(name).restart())),
});

const stopped = (name: string): Blow => ({
  whom: [name],
  strike: async (cluster) => {
    cluster.node(name).signal('SIGSTOP');
    await sleep(STOPPED_MS);
    cluster.node(name).signal('SIGCONT');
  },
});

/** Ways to hurt a cluster of two APIs, two workers, a manager, an event log and Redis. */
export const victims = {
  'first API killed': killed('api1'),
  'second API killed': killed('api2'),
  'first worker killed': killed('worker1'),
  'second worker killed': killed('worker2'),
  'both workers killed': killed('worker1', 'worker2'),
  'first worker stopped beyond its locks': stopped('worker1'),
  'second worker stopped beyond its locks': stopped('worker2'),
  'manager killed': killed('manager'),
  'event log killed': killed('log'),
  'Redis killed': {
    whom: ['redis'],
    strike: async ({ redis }) => {
      await redis.kill();
      await redis.restart();
    },
  },
  'Redis emptied (FLUSHALL)': { whom: ['redis'], strike: ({ redis }) => redis.command('FLUSHALL') },
} as const satisfies Readonly<Record<string, Blow>>;

export type Victim = keyof typeof victims;

export const victimNames = Object.keys(victims) as readonly Victim[];
