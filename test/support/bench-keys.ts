import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { CommandBench } from './command-bench.js';
import { BenchProcess, benchSettings } from './bench-process.js';
import { Requests } from './bench-requests.js';

/** Requests of a project's user that all carry one key; `body` stands for what they ask for. */
export const withKey = (project: string, key: string, body = 'a body'): Requests =>
  new Requests(project, { idempotency: { key, request: body } });

/** Another API process over the bench's log: it shares nothing else with it and carries nothing out. */
export const apiBeside = async (bench: CommandBench, name: string): Promise<BenchProcess> => {
  const directory = join(bench.directory, name);
  await mkdir(directory);
  const settings = { ...benchSettings, roles: { worker: false, manager: false } };
  const now = (): Date => new Date(Date.now() + bench.clockAheadMs);
  const api = new BenchProcess(directory, bench.log, settings, now);
  await api.start();
  return api;
};
