import { open, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { firstDifference } from '../../test/support/e2e-bytes.js';
import { type Bench, inRuns } from '../bench.js';
import type { Compression } from '../data-limits.js';
import { removeLargeFiles } from '../large-files.js';
import { changedFile, preparedFile } from '../prepared-volume.js';
import { loadDuring, residentOf } from '../process-load.js';
import { figuresOf, type Line, type MeasuredCinder } from '../report.js';
import { settled } from '../settled.js';
import { CinderDriver } from './cinder-driver.js';

const MIB = 2 ** 20;

/** Called and meant as those of the service's own lines. */
const units = { throughput: 'MB/s', cpu: 's', memory: 'MiB' } as const;
type Measured = Readonly<Record<keyof typeof units, number>>;

/** What is done with one driver and one volume. */
class Scenario {
  readonly #cinder: CinderDriver;
  readonly #volume: string;
  readonly #sizeMib: number;
  readonly #idle: number;

  constructor(cinder: CinderDriver, volume: string, sizeMib: number) {
    this.#cinder = cinder;
    this.#volume = volume;
    this.#sizeMib = sizeMib;
    this.#idle = residentOf([cinder.pid]);
  }

  async backup(parent: string | null): Promise<{ readonly id: string; readonly took: Measured }> {
    let id = '';
    const took = await this.#measured(async () => {
      const backup = await this.#cinder.backup(this.#volume, parent);
      id = backup.id;
      return backup.seconds;
    });
    return { id, took };
  }

  /** Restores to a new sparse file, compares it with the volume, and removes it. */
  async restore(backup: string): Promise<Measured> {
    const target = `${this.#volume}-restored`;
    await using file = await open(target, 'w');
    await file.truncate(this.#sizeMib * MIB);
    const took = await this.#measured(() => this.#cinder.restore(backup, target));
    const difference = await firstDifference(target, this.#volume);
    if (difference !== null)
      throw new Error(`what Cinder restored differs from the original at ${difference}`);
    await rm(target);
    return took;
  }

  /**
   * Cinder does not sync what it backs up, so that each step would pay for the one before if it were not waited for here.
   * @param work answers the seconds that count
   */
  async #measured(work: () => Promise<number>): Promise<Measured> {
    await settled(dirname(this.#volume));
    let seconds = Number.NaN;
    const { cpu, memory } = await loadDuring([this.#cinder.pid], this.#idle, async () => {
      seconds = await work();
    });
    return { throughput: (this.#sizeMib * MIB) / seconds / 1e6, cpu, memory };
  }
}

const steps = ['full', 'incremental', 'restore'] as const;
type Step = (typeof steps)[number];

interface StoredAs {
  readonly compression: Compression;
  readonly objectBytes: number;
}

/** The same runs as the service's: a full backup, an incremental one after the same change, a restore of both. */
const measureCinder = async (bench: Bench, storedAs: StoredAs): Promise<Record<Step, MeasuredCinder>> => {
  const { sizeMib } = bench.options;
  const directory = join(bench.directory, `cinder-${storedAs.compression}-${storedAs.objectBytes}`);
  const cinder = await CinderDriver.start({ directory, ...storedAs });
  const took: Record<Step, Measured[]> = { full: [], incremental: [], restore: [] };
  try {
    const volume = join(directory, 'volume');
    await preparedFile(volume, sizeMib);
    await sleep(500);
    const scenario = new Scenario(cinder, volume, sizeMib);
    await inRuns(bench, async (run) => {
      const { compression, objectBytes } = storedAs;
      bench.note(`Cinder ${cinder.version}, ${compression}, objects of ${objectBytes} bytes, run ${run + 1}`);
      const full = await scenario.backup(null);
      await changedFile(volume, 100 + run);
      const incremental = await scenario.backup(full.id);
      took.full.push(full.took);
      took.incremental.push(incremental.took);
      took.restore.push(await scenario.restore(incremental.id));
    });
  } finally {
    await cinder.stop();
    await removeLargeFiles(directory);
  }
  const of = (step: Step): MeasuredCinder => ({
    version: cinder.version,
    figures: figuresOf(units, took[step]),
  });
  return { full: of('full'), incremental: of('incremental'), restore: of('restore') };
};

/** The lines of one volume with what Cinder needed for the same, right after them on the same machine. */
export const besideCinder = async (
  bench: Bench,
  lines: readonly Line[],
  storedAs: StoredAs,
): Promise<readonly Line[]> => {
  const measured = await measureCinder(bench, storedAs);
  return lines.map((line) => {
    const step = steps.find((name) => line.name.startsWith(`${name},`));
    return step === undefined ? line : { ...line, cinder: measured[step] };
  });
};
