import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ApiClient } from '../../test/support/e2e-client.js';
import { Cloud } from '../../test/support/e2e-cloud.js';
import { type Bench, inRuns, type Part } from '../bench.js';
import { type Compression, compressions, fullLimit } from '../data-limits.js';
import { finishedBackup } from '../finished-backup.js';
import { preparedVolume } from '../prepared-volume.js';
import { loadDuring, residentOf } from '../process-load.js';
import { figuresOf, type Line, line } from '../report.js';
import { Service } from '../service.js';
import { settled } from '../settled.js';

const VOLUMES = 10;
const PATIENCE_MS = 60 * 60_000;
const MIB = 2 ** 20;

const units = {
  throughput: 'MB/s',
  slowest: 's',
  fastest: 's',
  cpu: 's',
  memory: 'MiB',
  stored: 'MiB',
} as const;

/** Backs all of them up at once; the throughput is that of all together. */
const measureRun = async (
  service: Service,
  cloud: Cloud,
  { volumes, idle, sizeMib }: { volumes: readonly string[]; idle: number; sizeMib: number },
): Promise<Readonly<Record<keyof typeof units, number>>> => {
  const took: number[] = [];
  const backups: string[] = [];
  const { seconds, cpu, memory } = await loadDuring(service.pids, idle, async () => {
    const began = performance.now();
    const one = async (volume: string): Promise<void> => {
      const id = await cloud.startBackup(volume);
      backups.push(id);
      await cloud.untilOver(id, PATIENCE_MS);
      await cloud.until('backups', id, 'available');
      took.push((performance.now() - began) / 1000);
    };
    await Promise.all(volumes.map(one));
  });
  let bytes = 0;
  for (const id of backups) {
    bytes += (await finishedBackup(cloud, id)).storedBytes;
    await cloud.remove('backups', id);
  }
  const stored = bytes / MIB;
  const throughput = (volumes.length * sizeMib * MIB) / seconds / 1e6;
  return { throughput, slowest: Math.max(...took), fastest: Math.min(...took), cpu, memory, stored };
};

const measure = async (bench: Bench, compression: Compression): Promise<Line> => {
  const sizeMib = bench.options.sizeMib / 4;
  const service = await Service.start({
    dataDirectory: join(bench.directory, `many-${compression}`),
    options: { backup_compression_algorithm: compression },
    profile: bench.options.profile,
  });
  try {
    const cloud = new Cloud(new ApiClient(service));
    const volumes: string[] = [];
    for (let seed = 0; seed < VOLUMES; seed++)
      volumes.push(await preparedVolume(service, cloud, sizeMib, seed));
    await sleep(500);
    const idle = residentOf(service.pids);
    const runs = await inRuns(bench, async (run) => {
      bench.note(`${VOLUMES} volumes, ${compression}, run ${run + 1}`);
      await settled(bench.directory);
      return measureRun(service, cloud, { volumes, idle, sizeMib });
    });
    const figures = figuresOf(units, runs);
    const share = figures.stored.median / (VOLUMES * sizeMib);
    const limit = await fullLimit(bench.limits, compression, { share, areLong: false });
    return line(`${VOLUMES} volumes at once, ${compression}`, figures, limit, {
      main: 'throughput',
    });
  } finally {
    await service.remove();
  }
};

/** (d) Ten volumes at once: the throughput of all, and how long the slowest took. */
export const manyPart: Part = async (bench) => {
  const lines: Line[] = [];
  for (const compression of compressions) {
    if (bench.options.only.test(compression)) lines.push(await measure(bench, compression));
  }
  return lines;
};
