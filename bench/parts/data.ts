import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { firstDifference } from '../../test/support/e2e-bytes.js';
import { ApiClient } from '../../test/support/e2e-client.js';
import { Cloud } from '../../test/support/e2e-cloud.js';
import { type Bench, inRuns, type Part } from '../bench.js';
import { besideCinder } from '../cinder/beside-cinder.js';
import { expectCinder } from '../cinder/cinder-python.js';
import { type Compression, compressions, fullLimit, incrementalLimit, restoreLimit } from '../data-limits.js';
import { finishedBackup } from '../finished-backup.js';
import { removeLargeFiles } from '../large-files.js';
import { changedFile, preparedVolume } from '../prepared-volume.js';
import { loadDuring, residentOf } from '../process-load.js';
import { figuresOf, type Line, line } from '../report.js';
import { Service } from '../service.js';
import { settled } from '../settled.js';

const PATIENCE_MS = 30 * 60_000;
const MIB = 2 ** 20;

/** Ours and that of Cinder's posix driver. */
const objectSizes = [
  { called: '50 MiB objects', bytes: 52_428_800, areLong: false },
  { called: '2.0 GB objects', bytes: 1_999_994_880, areLong: true },
] as const;

const units = { throughput: 'MB/s', cpu: 's', memory: 'MiB', stored: 'MiB' } as const;
type Measured = Readonly<Record<keyof typeof units, number>>;

interface MadeBackup {
  readonly id: string;
  readonly took: Measured;
  readonly changes: string | undefined;
}

/** One service with one way to store, and what is done with it. */
class Scenario {
  readonly #service: Service;
  readonly #cloud: Cloud;
  readonly #sizeMib: number;
  readonly #idle: number;

  constructor(service: Service, cloud: Cloud, sizeMib: number, idle: number) {
    this.#service = service;
    this.#cloud = cloud;
    this.#sizeMib = sizeMib;
    this.#idle = idle;
  }

  /** Answers the backup's id with what it took. */
  async backup(volume: string, incremental: boolean): Promise<MadeBackup> {
    let id = '';
    const took = await this.#measured(async () => {
      id = await this.#cloud.startBackup(volume, { incremental });
      await this.#cloud.untilOver(id, PATIENCE_MS);
      await this.#cloud.until('backups', id, 'available');
    });
    const { storedBytes, changes } = await finishedBackup(this.#cloud, id);
    return { id, changes, took: { ...took, stored: storedBytes / MIB } };
  }

  /** Restores to a new volume, compares it with the one that was backed up, and removes it. */
  async restore(backup: string, original: string): Promise<Measured> {
    let target = '';
    const took = await this.#measured(async () => {
      target = await this.#cloud.startRestore(backup);
      await this.#cloud.untilOver(backup, PATIENCE_MS);
      await this.#cloud.until('backups', backup, 'available');
      await this.#cloud.until('volumes', target, 'available');
    });
    const difference = await firstDifference(
      this.#service.volumePath(target),
      this.#service.volumePath(original),
    );
    // The new volume is as large as it is said to be, so its file may go on with zeros where the other one ends.
    if (difference !== null && difference < this.#sizeMib * MIB) {
      throw new Error(`the restored volume differs from the original at ${difference}`);
    }
    await this.#cloud.remove('volumes', target);
    return { ...took, stored: 0 };
  }

  async #measured(work: () => Promise<void>): Promise<Omit<Measured, 'stored'>> {
    const { seconds, cpu, memory } = await loadDuring(this.#service.pids, this.#idle, work);
    return { throughput: (this.#sizeMib * MIB) / seconds / 1e6, cpu, memory };
  }
}

const openScenario = async (
  bench: Bench,
  compression: Compression,
  bytes: number,
): Promise<[Service, Cloud]> => {
  const service = await Service.start({
    dataDirectory: join(bench.directory, `data-${compression}-${bytes}`),
    options: { backup_compression_algorithm: compression, backup_file_size: bytes },
    profile: bench.options.profile,
  });
  return [service, new Cloud(new ApiClient(service))];
};

const measureScenario = async (
  bench: Bench,
  compression: Compression,
  objects: (typeof objectSizes)[number],
): Promise<readonly Line[]> => {
  const { sizeMib } = bench.options;
  const [service, cloud] = await openScenario(bench, compression, objects.bytes);
  const full: Measured[] = [];
  const incremental: Measured[] = [];
  const restore: Measured[] = [];
  let changes: string | undefined;
  try {
    const volume = await preparedVolume(service, cloud, sizeMib);
    await sleep(500);
    const scenario = new Scenario(service, cloud, sizeMib, residentOf(service.pids));
    await inRuns(bench, async (run) => {
      bench.note(`${compression}, ${objects.called}, run ${run + 1}`);
      await settled(bench.directory);
      const first = await scenario.backup(volume, false);
      await changedFile(service.volumePath(volume), 100 + run);
      const second = await scenario.backup(volume, true);
      full.push(first.took);
      incremental.push(second.took);
      changes = second.changes;
      restore.push(await scenario.restore(second.id, volume));
    });
  } finally {
    await service.stop();
    await removeLargeFiles(service.dataDirectory);
  }
  const { limits } = bench;
  const name = `${compression}, ${objects.called}`;
  const { throughput, cpu, memory } = figuresOf(units, restore);
  const share = figuresOf(units, full).stored.median / sizeMib;
  const stored = { share, areLong: objects.areLong };
  const main = { main: 'throughput' };
  return [
    line(`full, ${name}`, figuresOf(units, full), await fullLimit(limits, compression, stored), main),
    {
      ...line(`incremental, ${name}`, figuresOf(units, incremental), await incrementalLimit(limits), main),
      ...(changes === undefined ? {} : { changes }),
    },
    line(
      `restore, ${name}`,
      { throughput, cpu, memory },
      await restoreLimit(limits, compression, stored),
      main,
    ),
  ];
};

/** (a) One volume: a full backup, an incremental one after changing 5 %, a restore of both. */
export const dataPart: Part = async (bench) => {
  const { only, cinder } = bench.options;
  if (cinder) await expectCinder();
  await bench.limits.measureMachine();
  const lines: Line[] = [];
  for (const compression of compressions) {
    for (const objects of objectSizes) {
      if (!only.test(`${compression}, ${objects.called}`)) continue;
      const ours = await measureScenario(bench, compression, objects);
      const storedAs = { compression, objectBytes: objects.bytes };
      lines.push(...(cinder ? await besideCinder(bench, ours, storedAs) : ours));
    }
  }
  return lines;
};
