import { availableParallelism } from 'node:os';
import { connectionsText } from '../http-load.js';
import { inTurn } from '../in-turn.js';
import type { Limit } from '../report.js';
import { median } from '../statistics.js';
import { bareHttpRate } from './bare-http.js';
import { coreRate } from './cores.js';
import { type CoreTaskName, coreTaskNames } from './core-tasks.js';
import { type DiskRates, diskRates, syncMs } from './disk.js';

const MEGA = 1e6;
const MIB = 2 ** 20;
/** A limit is the median of so many. */
const RUNS = 3;

const medianOf = (rates: readonly DiskRates[], what: keyof DiskRates): number =>
  median(rates.map((rate) => rate[what])) / MEGA;

/** What this machine can do at best: each limit is measured when it is first asked for, and once per run of the bench. */
export class Limits {
  readonly #measured = new Map<string, Promise<Limit>>();
  #disk: Promise<readonly DiskRates[]> | undefined;
  readonly #settings: { readonly directory: string; readonly seconds: number; readonly sizeMib: number };

  constructor(settings: { readonly directory: string; readonly seconds: number; readonly sizeMib: number }) {
    this.#settings = settings;
  }

  /** MB/s of plain bytes. */
  async cores(name: CoreTaskName, processors: 'one' | 'all' = 'all'): Promise<Limit> {
    const count = processors === 'one' ? 1 : availableParallelism();
    const called = `${name}, ${processors === 'one' ? 'one processor' : 'all processors'}`;
    const { seconds } = this.#settings;
    return this.#once(called, 'MB/s', async () => (await coreRate(name, count, seconds / 4)) / MEGA);
  }

  /** MB/s, synced. */
  async write(): Promise<Limit> {
    return this.#once('sequential write, synced', 'MB/s', async () =>
      medianOf(await this.#diskRates(), 'write'),
    );
  }

  /** MB/s. */
  async read(): Promise<Limit> {
    return this.#once('sequential read, cached', 'MB/s', async () =>
      medianOf(await this.#diskRates(), 'read'),
    );
  }

  /** MB/s that are read and written at once, synced. */
  async copy(): Promise<Limit> {
    return this.#once('reading and writing at once, synced', 'MB/s', async () =>
      medianOf(await this.#diskRates(), 'copy'),
    );
  }

  /** Milliseconds of one synced write. */
  async sync(): Promise<Limit> {
    return this.other('one synced write', 'ms', () => syncMs(this.#settings.directory));
  }

  /** Requests per second of a bare server that answers bodies of so many bytes. */
  async http(bytes: number, connections: number): Promise<Limit> {
    const size = 2 ** Math.ceil(Math.log2(Math.max(bytes, 1)));
    return this.#once(`bare HTTP, ${size} bytes, ${connectionsText(connections)}`, '1/s', () =>
      bareHttpRate(size, connections, this.#settings.seconds / 2),
    );
  }

  /** Anything else. */
  async other(name: string, unit: string, measure: () => Promise<number>): Promise<Limit> {
    return this.#once(name, unit, async () => median(await inTurn(RUNS, measure)));
  }

  /** Disk and processors as a whole, whether a line needs them or not: they tell what machine this is. */
  async measureMachine(): Promise<void> {
    await this.write();
    await this.read();
    await this.copy();
    for (const name of coreTaskNames) {
      await this.cores(name, 'one');
      await this.cores(name, 'all');
    }
  }

  /** Everything that was measured so far. */
  async all(): Promise<readonly Limit[]> {
    return Promise.all(this.#measured.values());
  }

  #diskRates(): Promise<readonly DiskRates[]> {
    const { directory, sizeMib } = this.#settings;
    this.#disk ??= inTurn(RUNS, () => diskRates(directory, (sizeMib / 2) * MIB));
    return this.#disk;
  }

  #once(name: string, unit: string, measure: () => Promise<number>): Promise<Limit> {
    const known = this.#measured.get(name) ?? measure().then((value) => ({ name, value, unit }));
    this.#measured.set(name, known);
    return known;
  }
}
