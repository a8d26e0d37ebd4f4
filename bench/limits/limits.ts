import { availableParallelism } from 'node:os';
import { connectionsText } from '../http-load.js';
import type { Limit } from '../report.js';
import { median } from '../statistics.js';
import { bareHttpRate } from './bare-http.js';
import { coreRate } from './cores.js';
import type { CoreTaskName } from './core-tasks.js';
import { diskRates, syncMs } from './disk.js';

const MEGA = 1e6;

/** What this machine can do at best: each limit is measured when it is first asked for, and once per run of the bench. */
export class Limits {
  readonly #measured = new Map<string, Promise<Limit>>();
  readonly #settings: { readonly directory: string; readonly seconds: number; readonly sizeMib: number };

  constructor(settings: { readonly directory: string; readonly seconds: number; readonly sizeMib: number }) {
    this.#settings = settings;
  }

  /** MB/s of plain bytes. */
  async cores(name: CoreTaskName, processors: 'one' | 'all' = 'all'): Promise<Limit> {
    const count = processors === 'one' ? 1 : availableParallelism();
    return this.#once(
      `${name}, ${processors === 'one' ? 'one processor' : 'all processors'}`,
      'MB/s',
      async () => {
        const rates = [];
        for (let run = 0; run < 3; run++) rates.push(await coreRate(name, count, this.#settings.seconds / 4));
        return median(rates) / MEGA;
      },
    );
  }

  /** MB/s, synced. */
  async write(): Promise<Limit> {
    return this.#once('sequential write, synced', 'MB/s', async () => (await this.#disk('write')) / MEGA);
  }

  /** MB/s. */
  async read(): Promise<Limit> {
    return this.#once('sequential read, cached', 'MB/s', async () => (await this.#disk('read')) / MEGA);
  }

  /** Milliseconds of one synced write. */
  async sync(): Promise<Limit> {
    return this.#once('one synced write', 'ms', () => syncMs(this.#settings.directory));
  }

  /** Requests per second of a bare server that answers bodies of so many bytes. */
  async http(bytes: number, connections: number): Promise<Limit> {
    const size = 2 ** Math.ceil(Math.log2(Math.max(bytes, 1)));
    return this.#once(`bare HTTP, ${size} bytes, ${connectionsText(connections)}`, '1/s', () =>
      bareHttpRate(size, connections, this.#settings.seconds),
    );
  }

  /** Anything else that is measured once. */
  async other(name: string, unit: string, measure: () => Promise<number>): Promise<Limit> {
    return this.#once(name, unit, measure);
  }

  /** Everything that was measured so far. */
  async all(): Promise<readonly Limit[]> {
    return Promise.all(this.#measured.values());
  }

  async #disk(what: 'read' | 'write'): Promise<number> {
    const { directory, sizeMib } = this.#settings;
    const runs = [];
    for (let run = 0; run < 3; run++) runs.push((await diskRates(directory, (sizeMib / 2) * 2 ** 20))[what]);
    return median(runs);
  }

  #once(name: string, unit: string, measure: () => Promise<number>): Promise<Limit> {
    const known = this.#measured.get(name) ?? measure().then((value) => ({ name, value, unit }));
    this.#measured.set(name, known);
    return known;
  }
}
