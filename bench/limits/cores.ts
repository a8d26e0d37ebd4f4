import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { CoreTaskName } from './core-tasks.js';

/** Bytes per second that so many processors reach together with one task. */
export const coreRate = async (name: CoreTaskName, processors: number, seconds: number): Promise<number> => {
  const workers = Array.from(
    { length: processors },
    () => new Worker(new URL('core-worker.ts', import.meta.url), { workerData: { name, seconds } }),
  );
  await Promise.all(workers.map((worker) => once(worker, 'message')));
  const rates = workers.map(async (worker): Promise<number> => {
    const [rate] = (await once(worker, 'message')) as [number];
    return rate;
  });
  for (const worker of workers) worker.postMessage('go', []);
  return (await Promise.all(rates)).reduce((sum, rate) => sum + rate, 0);
};
