import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import {
  childrenOf,
  ended,
  hasEnded,
  startProcess,
  untilGone,
  type StartedProcess,
} from '../test/support/e2e-processes.js';

const main = fileURLToPath(new URL('../dist/main.js', import.meta.url));
/** As `npm start` does. */
const flags = ['--enable-source-maps', '--max-semi-space-size=8'];
/** A read model of many events takes its time. */
const START_MS = 30 * 60_000;
/** Waiting is asking again: often enough to be exact, seldom enough not to be in the way. */
const LEAST_POLL_MS = 5;
const POLL_SHARE = 0.01;

export interface ServiceSettings {
  readonly dataDirectory: string;
  /** Options of the service by their names, such as `backup_compression_algorithm`. */
  readonly options?: Readonly<Record<string, string | number>>;
  /** Where CPU profiles go. */
  readonly profile: string | null;
}

const usual = {
  listen: '127.0.0.1:0',
  log_level: 'warn',
  quota_volumes: -1,
  quota_gigabytes: -1,
  quota_backups: -1,
  quota_backup_gigabytes: -1,
};

const environment = ({ dataDirectory, options, profile }: ServiceSettings): NodeJS.ProcessEnv => ({
  PATH: process.env['PATH'],
  TZ: 'UTC',
  ...(profile === null ? {} : { NODE_OPTIONS: `--cpu-prof --cpu-prof-dir=${profile}` }),
  ...Object.fromEntries(
    Object.entries({ ...usual, ...options, data_dir: dataDirectory }).map(([name, value]) => [
      `EMBERLOG_${name.toUpperCase()}`,
      String(value),
    ]),
  ),
});

/** The service as its users run it: processes of their own that answer over HTTP. */
export class Service {
  readonly url: string;
  readonly dataDirectory: string;
  readonly #process: StartedProcess;

  private constructor(process: StartedProcess, url: string, dataDirectory: string) {
    this.#process = process;
    this.url = url;
    this.dataDirectory = dataDirectory;
  }

  /** Resolves as soon as the service says that it is ready, its read models included. */
  static async start(settings: ServiceSettings): Promise<Service> {
    const started = startProcess(process.execPath, [...flags, main], environment(settings));
    const began = performance.now();
    for (;;) {
      // What the service announces: `listening on http://…`, or `event log on esdb://…`.
      const url = / on (\w+:\/\/\S+)/.exec(started.output())?.[1];
      if (url !== undefined && (url.startsWith('esdb') || (await isReady(url)))) {
        return new Service(started, url, settings.dataDirectory);
      }
      if (hasEnded(started.child)) throw new Error(`the service ended at start:\n${started.output()}`);
      const waited = performance.now() - began;
      if (waited > START_MS) throw new Error(`the service does not get ready:\n${started.output()}`);
      await sleep(Math.max(LEAST_POLL_MS, waited * POLL_SHARE));
    }
  }

  /** The service and the event log that it may have started. */
  get pids(): readonly number[] {
    const pid = this.#process.child.pid;
    return pid === undefined ? [] : [pid, ...childrenOf(pid)];
  }

  volumePath(id: string): string {
    return join(this.dataDirectory, 'volumes', `volume-${id}`);
  }

  /** Ends it in good order. */
  async stop(): Promise<void> {
    const { pids } = this;
    this.#process.child.kill('SIGTERM');
    await ended(this.#process.child);
    await untilGone(pids);
  }

  async remove(): Promise<void> {
    await this.stop();
    await rm(this.dataDirectory, { recursive: true, force: true });
  }
}

const isReady = async (url: string): Promise<boolean> => {
  const answer = await fetch(`${url}/healthcheck`).catch(() => undefined);
  await answer?.text();
  return answer?.status === 200;
};
