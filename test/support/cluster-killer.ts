import type { EventLog } from '../../src/drivers/event-log/port.js';
import { allSteps, stepOf, type NumberedStep } from './cluster-steps.js';
import { victimNames, victims, type Victim } from './cluster-victims.js';
import type { Cluster } from './e2e-cluster.js';
import { shuffled } from './seeded-random.js';

/** Of steps that were struck already, this share is struck again. */
const AGAIN = 0.01;

/**
 * Reads the log as it grows, and in the moment in which a step is recorded for the first time kills what the seed has
 * chosen for that step; later, anything at random. A step whose victim is down already is left for another time.
 */
export class ClusterKiller {
  /** Who was killed at which step. */
  readonly struck = new Map<string, Victim>();
  readonly #planned: ReadonlyMap<string, Victim>;
  readonly #over = new AbortController();
  /** Who is down, and the blow that will have brought them back. */
  readonly #down = new Map<string, Promise<void>>();
  #watching: Promise<void> | undefined;
  #failure: unknown;

  constructor(
    private readonly cluster: Cluster,
    private readonly log: EventLog,
    private readonly random: () => number,
  ) {
    // Everybody dies before anybody dies again.
    const rounds = Math.ceil(allSteps.length / victimNames.length);
    const order = Array.from({ length: rounds }, () => shuffled(victimNames, random)).flat();
    this.#planned = new Map(allSteps.map((step, at) => [step, order[at] ?? 'manager killed']));
  }

  start(): void {
    this.#watching = this.#watch();
  }

  get missed(): readonly NumberedStep[] {
    return allSteps.filter((step) => !this.struck.has(step));
  }

  /** Resolves when everything is up again and nothing more will be killed. */
  async stop(): Promise<void> {
    this.#over.abort();
    await this.#watching;
    await Promise.all(this.#down.values());
    if (this.#failure !== undefined) throw this.#failure;
  }

  async #watch(): Promise<void> {
    const { signal } = this.#over;
    const after = await this.log.head();
    for await (const event of this.log.subscribe({ signal, ...(after === undefined ? {} : { after }) })) {
      if (event === 'caughtUp' || signal.aborted) continue;
      const step = stepOf(event);
      const victim = this.#victimAt(step);
      if (victim === undefined || victims[victim].whom.some((name) => this.#down.has(name))) continue;
      if (!this.struck.has(step)) this.struck.set(step, victim);
      this.#strike(victim);
    }
  }

  #victimAt(step: string): Victim | undefined {
    const planned = this.#planned.get(step);
    if (planned === undefined || !this.struck.has(step)) return planned;
    return this.random() < AGAIN ? victimNames[Math.floor(this.random() * victimNames.length)] : undefined;
  }

  #strike(victim: Victim): void {
    const { whom, strike } = victims[victim];
    const blow = strike(this.cluster).then(
      () => undefined,
      (error: unknown) => {
        this.#failure ??= error;
      },
    );
    for (const name of whom) this.#down.set(name, blow);
    void blow.then(() => {
      for (const name of whom) this.#down.delete(name);
    });
  }
}
