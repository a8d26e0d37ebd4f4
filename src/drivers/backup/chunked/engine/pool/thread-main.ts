import { parentPort } from 'node:worker_threads';
import { openObjectStore } from '../../../object-store/open-object-store.js';
import type { TaskContext } from '../tasks/task-context.js';
import { taskTable } from '../tasks/task-table.js';
import { GarbageWatch } from './garbage.js';
import type { FromThread, ToThread } from './messages.js';
import { toWire } from './wire-error.js';

/** The code of one pool thread: runs tasks side by side. */
if (!parentPort) throw new Error('This file runs in a worker thread only.');
const port = parentPort;
const aborters = new Map<number, AbortController>();
const garbage = new GarbageWatch();

const tell = (message: FromThread) => {
  port.postMessage(message);
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
      output: await task(input, { signal: aborter.signal, passed, openStore: openObjectStore }),
    });
  } catch (error) {
    tell({ kind: 'failed', id, error: toWire(error) });
  } finally {
    aborters.delete(id);
  }
}

port.on('message', (message: ToThread) => {
  if (message.kind === 'run') void run(message);
  else aborters.get(message.id)?.abort();
});
