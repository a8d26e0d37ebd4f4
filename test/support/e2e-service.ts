import { mkdtemp, rm, truncate } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { jest } from '@jest/globals';
import {
  childrenOf,
  ended,
  hasEnded,
  startProcess,
  untilGone,
  type StartedProcess,
} from './e2e-processes.js';

const main = fileURLToPath(new URL('../../dist/main.js', import.meta.url));
/** As `npm start` does. */
const flags = ['--enable-source-maps', '--max-semi-space-size=8'];
const START_MS = 60_000;

/** Whoever starts the service may have to share a slow machine; what hangs is told by waits that end sooner. */
jest.setTimeout(300_000);

/** Options of the service by their plain names, such as `backup_compression_algorithm`. */
export type ServiceOptions = Readonly<Record<string, string | number>>;

/** Plain enough for tests; a test that says otherwise wins. */
const defaults: ServiceOptions = { log_level: 'warn', quota_volumes: 100, quota_backups: 100 };

/** Nothing of the environment of the tests that could change what the service does. */
export const serviceEnv = (options: ServiceOptions): NodeJS.ProcessEnv => ({
  PATH: process.env['PATH'],
  TZ: 'UTC',
  EMBERLOG_CONFIG: undefined,
  ...Object.fromEntries(
    Object.entries(options).map(([name, value]) => [`EMBERLOG_${name.toUpperCase()}`, String(value)]),
  ),
});

export const spawnService = (options: ServiceOptions): StartedProcess =>
  startProcess(process.execPath, [...flags, main], serviceEnv({ ...defaults, ...options }));

/** The service as its users run it: a process of its own over a directory of its own. */
export class TestService {
  #process: StartedProcess | undefined;
  #port = 0;

  private constructor(
    readonly dataDirectory: string,
    private readonly options: ServiceOptions,
  ) {}

  /** Resolves when /healthcheck answers 200. */
  static async start(options: ServiceOptions = {}): Promise<TestService> {
    const service = new TestService(await mkdtemp(join(tmpdir(), 'emberlog-e2e-')), options);
    try {
      await service.restart();
    } catch (error) {
      await service.remove();
      throw error;
    }
    return service;
  }

  get url(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  get pid(): number {
    const pid = this.#process?.child.pid;
    if (pid === undefined) throw new Error('the service is not running');
    return pid;
  }

  /** The embedded event log's process. */
  get logPid(): number | undefined {
    return childrenOf(this.pid)[0];
  }

  /** What the last process wrote. */
  get output(): string {
    return this.#process?.output() ?? '';
  }

  volumePath(volumeId: string): string {
    return join(this.dataDirectory, 'volumes', `volume-${volumeId}`);
  }

  /** Leaves little to back up, for tests that are not about bytes: a backup goes as far as the file does. */
  async shorten(volumeId: string): Promise<void> {
    await truncate(this.volumePath(volumeId), 4 * 2 ** 20);
  }

  path(...parts: readonly string[]): string {
    return join(this.dataDirectory, ...parts);
  }

  /** Starts a new process on the same directory and, once known, the same port. */
  async restart(changes: ServiceOptions = {}): Promise<void> {
    const listen = `127.0.0.1:${this.#port}`;
    const started = spawnService({ ...this.options, data_dir: this.dataDirectory, listen, ...changes });
    this.#process = started;
    const deadline = performance.now() + START_MS;
    while (!(await this.#isHealthy(started))) {
      if (hasEnded(started.child)) throw new Error(`the service ended at start:\n${started.output()}`);
      if (performance.now() > deadline) throw new Error(`the service is not healthy:\n${started.output()}`);
      await sleep(20);
    }
  }

  /** Ends this one process without a warning; its event log has to end by itself. */
  async kill(): Promise<void> {
    await this.signal('SIGKILL');
  }

  /** Sends the signal and waits until the service and its event log are gone. Answers exit code or signal. */
  async signal(signal: NodeJS.Signals): Promise<number | string> {
    const running = this.#process;
    if (!running || hasEnded(running.child)) return running ? ended(running.child) : 0;
    const children = childrenOf(this.pid);
    running.child.kill(signal);
    const outcome = await ended(running.child);
    await untilGone(children);
    return outcome;
  }

  /** Ends it in good order and removes its directory. */
  async remove(): Promise<void> {
    try {
      const running = this.#process;
      if (running && !hasEnded(running.child)) {
        const timer = setTimeout(() => running.child.kill('SIGKILL'), 10_000);
        await this.signal('SIGTERM');
        clearTimeout(timer);
      }
    } finally {
      await rm(this.dataDirectory, { recursive: true, force: true });
    }
  }

  async #isHealthy(started: StartedProcess): Promise<boolean> {
    const port = /listening on http:\/\/[^:]+:(\d+)/.exec(started.output())?.[1];
    if (port === undefined) return false;
    this.#port = Number(port);
    const answer = await fetch(`${this.url}/healthcheck`).catch(() => undefined);
    await answer?.text();
    return answer?.status === 200;
  }
}
