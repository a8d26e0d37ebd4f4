import { parentPort, workerData } from 'node:worker_threads';
import { openObjectStore } from '../../../object-store/open-object-store.js';
import type { TaskContext } from '../tasks/task-context.js';
import { taskTable } from '../tasks/task-table.js';
import { GarbageWatch } from './garbage.js';
import type { FromThread, ThreadData, ToThread } from './messages.js';
import { toWire } from './wire-error.js';

/** The code of one pool thread: runs tasks side by side and asks idle threads for help with big objects. */
if (!parentPort) throw new Error('This file runs in a worker thread only.');
const port = parentPort;
// Set by the pool when it starts the thread.
const { idleThreads } = workerData as ThreadData;
const aborters = new Map<number, AbortController>();
const assists = new Map<number, (digests: Uint8Array | null) => void>();
const garbage = new GarbageWatch();
let lastAssist = 0;

const tell = (message: FromThread) => {
  port.postMessage(message);
};

const assist: TaskContext['assist'] = (input) => {
  const idle = Atomics.load(idleThreads, 0);
  // Two pieces for each idle thread: one in its hands and one waiting. The rest is faster done here.
  if (assists.size >= 2 * idle) return null;
  const id = ++lastAssist;
  const answer = new Promise<Uint8Array | null>((resolve) => assists.set(id, resolve));
  tell({ kind: 'assist', id, input });
  return answer;
};

const passed = (bytes: number) => {
  garbage.passed(bytes);
};

async function run({ id, name, input }: Extract<ToThread, { kind: 'run' }>): Promise<void> {
  const aborter = new AbortController();
  aborters.set(id, aborter);
  try {
    const task = taskTable[name] as (given: unknown, context: TaskContext) => Promise<unknown>;
    tell({
      kind: 'done',
      id,
      output: await task(input, { signal: aborter.signal, passed, openStore: openObjectStore, assist }),
    });
  } catch (error) {
    tell({ kind: 'failed', id, error: toWire(error) });
  } finally {
    aborters.delete(id);
  }
}

port.on('message', (message: ToThread) => {
  if (message.kind === 'run') void run(message);
  else if (message.kind === 'abort') aborters.get(message.id)?.abort();
  else {
    assists.get(message.id)?.(message.digests);
    assists.delete(message.id);
  }
});
