import { fileURLToPath } from 'node:url';
import { setTimeout as sleep } from 'node:timers/promises';
import { ended, startProcess } from '../../test/support/e2e-processes.js';
import { httpLoad } from '../http-load.js';

/** Requests per second to a bare Node server that answers bodies of this size. */
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
    return (await httpLoad({ ...load, seconds, next: () => get })).rate;
  } finally {
    server.child.kill();
    await ended(server.child);
  }
};
