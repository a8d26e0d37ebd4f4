import { fileURLToPath } from 'node:url';
import { setTimeout as sleep } from 'node:timers/promises';
import { ended, startProcess } from '../../test/support/e2e-processes.js';
import { httpLoad } from '../http-load.js';
import { inTurn } from '../in-turn.js';
import { median } from '../statistics.js';

const RUNS = 3;

/** Requests per second to a bare Node server that answers bodies of this size; the median of several runs. */
export const bareHttpRate = async (bytes: number, connections: number, seconds: number): Promise<number> => {
  const program = fileURLToPath(new URL('bare-server.ts', import.meta.url));
  const server = startProcess(process.execPath, [...process.execArgv, program], process.env);
  try {
    let port: string | undefined;
    while ((port = /listening on (\d+)/.exec(server.output())?.[1]) === undefined) {
      if (server.child.exitCode !== null) throw new Error(`the bare server ended:\n${server.output()}`);
      await sleep(10);
    }
    const load = { url: `http://127.0.0.1:${port}`, connections, headers: {} };
    const get = { method: 'GET', path: `/${bytes}` };
    await httpLoad({ ...load, seconds: seconds / 4, next: () => get });
    const runs = await inTurn(RUNS, () => httpLoad({ ...load, seconds, next: () => get }));
    return median(runs.map(({ rate }) => rate));
  } finally {
    server.child.kill();
    await ended(server.child);
  }
};
