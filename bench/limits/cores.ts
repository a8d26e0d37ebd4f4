import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { inTurn } from '../in-turn.js';
import { median } from '../statistics.js';
import type { CoreTaskName } from './core-tasks.js';

const RUNS = 3;

/** Bytes per second that so many processors reach together with one task; the median of several runs. */
export const coreRate = async (name: CoreTaskName, processors: number, seconds: number): Promise<number> => {
  const program = new URL('core-worker.ts', import.meta.url);
  const workers = Array.from({ length: processors }, () => new Worker(program, { workerData: { name } }));
  try {
    await Promise.all(workers.map((worker) => once(worker, 'message')));
    return median(await inTurn(RUNS, () => rateOf(workers, seconds)));
  } finally {
    await Promise.all(workers.map((worker) => worker.terminate()));
  }
};

const rateOf = async (workers: readonly Worker[], seconds: number): Promise<number> => {
  const rates = workers.map(async (worker): Promise<number> => {
    const [rate] = (await once(worker, 'message')) as [number];
    return rate;
  });
  for (const worker of workers) worker.postMessage(seconds, []);
  return (await Promise.all(rates)).reduce((sum, rate) => sum + rate, 0);
};
