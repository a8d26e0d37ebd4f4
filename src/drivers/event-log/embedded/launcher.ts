import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { AppendChannel } from './append-channel.js';
import { EXIT_IN_USE, type StartMessage } from './child-message.js';

export interface LauncherOptions {
  /** Where the log lives, in `event-log.sqlite`; created when missing. */
  readonly dataDirectory: string;
  /** 0 or absent: any free one. */
  readonly port?: number;
  /** The compiled child.js; the one beside this file when absent. */
  readonly childPath?: string;
  /** Hears about unexpected ends and restarts. */
  readonly log?: (message: string) => void;
}

export interface EmbeddedEventLog {
  /** Stays the same across restarts of the server. */
  readonly connectionString: string;
  /** Process id of the running server; undefined while it is being restarted. */
  readonly pid: number | undefined;
  /** The way for the appends of this process: for `openEventLog`, with the connection string. */
  readonly appends: AppendChannel;
  /** Ends the server; resolves when its process is gone and the directory is free. */
  stop(): Promise<void>;
}

/** Another Emberlog has the data directory open. */
export class DataDirectoryInUse extends Error {
  override readonly name = 'DataDirectoryInUse';
  constructor(readonly dataDirectory: string) {
    super(
      `data directory ${dataDirectory} is in use by another Emberlog; stop that one, or give this one a directory of its own (EMBERLOG_DATA_DIR)`,
    );
  }
}

/** V8 lets the space for new objects grow to 48 MiB and keeps it; the log has little use for more than this (MiB, three times). */
const FLAGS = ['--no-warnings', '--max-semi-space-size=4'];
const FIRST_RESTART_MS = 20;
const LONGEST_RESTART_MS = 2000;
const STOP_MS = 5000;

/**
 * Runs the embedded server in a child process and keeps it running: a child that ends by itself is started again on
 * the same port, for ever, ever more slowly. Resolves when the server answers.
 * @throws DataDirectoryInUse when another process holds the directory for longer than a dying one would
 */
export const launchEmbeddedEventLog = async (options: LauncherOptions): Promise<EmbeddedEventLog> => {
  await mkdir(options.dataDirectory, { recursive: true });
  const launcher = new Launcher(options);
  const port = await launcher.start();
  return {
    connectionString: `esdb://127.0.0.1:${port}?tls=false`,
    get pid() {
      return launcher.pid;
    },
    appends: launcher.appends,
    stop: () => launcher.stop(),
  };
};

class Launcher {
  readonly appends = new AppendChannel();
  #child: ChildProcess | undefined;
  #port: number;
  #restarting: Promise<void> | undefined;
  readonly #stopping = new AbortController();

  constructor(private readonly options: LauncherOptions) {
    this.#port = options.port ?? 0;
  }

  get pid(): number | undefined {
    return this.#child?.pid;
  }

  async start(): Promise<number> {
    this.#port = await this.#spawn();
    return this.#port;
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    const child = this.#child;
    if (child) await end(child);
    await this.#restarting;
  }

  async #spawn(): Promise<number> {
    const { dataDirectory, childPath = fileURLToPath(new URL('./child.js', import.meta.url)) } = this.options;
    const file = join(dataDirectory, 'event-log.sqlite');
    const child = spawn(process.execPath, [...FLAGS, childPath, file, String(this.#port)], {
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    this.#child = child;
    let message: StartMessage;
    try {
      message = await firstMessage(child);
    } catch (error) {
      this.#child = undefined;
      throw error;
    }
    if (message.kind !== 'ready') {
      this.#child = undefined;
      await end(child);
      throw message.kind === 'in-use'
        ? new DataDirectoryInUse(dataDirectory)
        : new Error(`the embedded event log cannot start in ${dataDirectory}: ${message.message}`);
    }
    this.appends.connect(child);
    child.once('exit', (code, signal) => this.#onExit(child, signal ?? `exit code ${code}`));
    if (child.exitCode !== null || child.signalCode !== null) this.#onExit(child, 'at once');
    return message.port;
  }

  #onExit(child: ChildProcess, how: string): void {
    if (this.#child !== child) return;
    this.#child = undefined;
    if (this.#stopping.signal.aborted) return;
    this.options.log?.(`embedded event log ended (${how}), starting it again`);
    this.#restarting = this.#restart();
  }

  async #restart(): Promise<void> {
    const { signal } = this.#stopping;
    for (let delay = FIRST_RESTART_MS; !signal.aborted; delay = Math.min(delay * 2, LONGEST_RESTART_MS)) {
      try {
        await sleep(delay, undefined, { signal });
        await this.#spawn();
        break;
      } catch (error) {
        if (signal.aborted) break;
        this.options.log?.(`embedded event log: ${error instanceof Error ? error.message : String(error)}`);
      }
    }
    if (signal.aborted && this.#child) await end(this.#child);
  }
}

/** What the child says first. @throws when it ends without a word */
const firstMessage = async (child: ChildProcess): Promise<StartMessage> => {
  const settled = new AbortController();
  const { signal } = settled;
  try {
    return await Promise.race([
      once(child, 'message', { signal }).then(([message]) => message as StartMessage),
      once(child, 'exit', { signal }).then(([code, killer]): StartMessage => {
        if (code === EXIT_IN_USE) return { kind: 'in-use' };
        throw new Error(
          `the embedded event log ended before it was ready (${killer ?? `exit code ${code}`})`,
        );
      }),
    ]);
  } finally {
    settled.abort();
  }
};

/** Closing the channel asks the child to end; one that does not is killed. */
const end = async (child: ChildProcess): Promise<void> => {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  if (child.connected) child.disconnect();
  const timer = setTimeout(() => child.kill('SIGKILL'), STOP_MS);
  await exited;
  clearTimeout(timer);
};
