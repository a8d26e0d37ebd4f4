import { setTimeout as sleep } from 'node:timers/promises';
import { ApiClient, type Answer, type AskOptions } from './e2e-client.js';
import type { Cluster } from './e2e-cluster.js';

const AGAIN_MS = 100;
const PATIENCE_MS = 240_000;
/** Longer than any answer: an API that waits for the event log gives up by itself before. */
const ANSWER_MS = 45_000;

/** A client of a cluster whose APIs die: it asks one of them at random, and another one when the answer does not come. */
export class ClusterCaller {
  /** Answers that nobody should ever get. */
  readonly crashes: string[] = [];
  readonly #apis: readonly ApiClient[];

  constructor(
    cluster: Cluster,
    names: readonly string[],
    private readonly random: () => number,
  ) {
    this.#apis = names.map((name) => new ApiClient(cluster.node(name)));
  }

  get projectId(): string {
    return this.#api.projectId;
  }

  get #api(): ApiClient {
    const [first] = this.#apis;
    const chosen = this.#apis[Math.floor(this.random() * this.#apis.length)] ?? first;
    if (chosen === undefined) throw new Error('there is no API');
    return chosen;
  }

  /** One try; undefined when the answer never came, and what was asked for may have happened or not. */
  async once(path: string, options: AskOptions = {}): Promise<Answer | undefined> {
    const answer = await Promise.race([
      this.#api.ask(path, options).catch(() => undefined),
      sleep(ANSWER_MS, undefined, { ref: false }),
    ]);
    if (answer?.status === 500) this.crashes.push(`${options.method ?? 'GET'} ${path}: ${answer.text}`);
    return answer === undefined || answer.status >= 500 ? undefined : answer;
  }

  /** The first answer to a question that changes nothing. */
  async get(path: string): Promise<Answer> {
    return this.patiently(`an answer to GET ${path}`, () => this.once(path));
  }

  /** Tries until there is a result. */
  async patiently<T>(what: string, attempt: () => Promise<T | undefined>): Promise<T> {
    const deadline = performance.now() + PATIENCE_MS;
    for (;;) {
      const result = await attempt();
      if (result !== undefined) return result;
      if (performance.now() > deadline) throw new Error(`${what}: not within ${PATIENCE_MS} ms`);
      await sleep(AGAIN_MS);
    }
  }
}
