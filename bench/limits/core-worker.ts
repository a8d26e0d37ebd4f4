import { parentPort, workerData } from 'node:worker_threads';
import { coreTask, type CoreTaskName } from './core-tasks.js';

/** A thread that says when it is ready, then does its task for so many seconds whenever it is told to, and tells bytes per second. */
const { name } = workerData as { readonly name: CoreTaskName };
const port = parentPort;
if (port === null) throw new Error('this is a worker');
const task = await coreTask(name);
await task.run();

const rateFor = async (seconds: number): Promise<number> => {
  const started = performance.now();
  let rounds = 0;
  let elapsed: number;
  do {
    await task.run();
    rounds += 1;
    elapsed = (performance.now() - started) / 1000;
  } while (elapsed < seconds);
  return (rounds * task.bytes) / elapsed;
};

port.on('message', (seconds: number) => {
  void rateFor(seconds).then((rate) => port.postMessage(rate));
});
port.postMessage('ready');
