import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { ended, startProcess, type StartedProcess } from '../../test/support/e2e-processes.js';
import { cinderConfiguration, type CinderSettings } from './cinder-configuration.js';
import { debianPython } from './cinder-python.js';

const script = fileURLToPath(new URL('posix_driver.py', import.meta.url));

type Parameters = Readonly<Record<string, string | null>>;
type Answer = Readonly<Record<string, unknown>>;

/** Cinder's posix driver in a process of its own (posix_driver.py), which does one thing at a time. */
export class CinderDriver {
  readonly pid: number;
  readonly version: string;
  readonly #process: StartedProcess;
  readonly #streams: Streams;

  private constructor(started: StartedProcess, streams: Streams, { version }: Answer) {
    this.#process = started;
    this.#streams = streams;
    this.pid = started.child.pid ?? Number.NaN;
    this.version = String(version);
  }

  /** Resolves when it can begin. Its directory is made; whoever starts it removes it. */
  static async start(settings: CinderSettings): Promise<CinderDriver> {
    await mkdir(settings.directory, { recursive: true });
    const configuration = join(settings.directory, 'cinder.conf');
    await writeFile(configuration, cinderConfiguration(settings));
    const environment = { PATH: process.env['PATH'], TZ: 'UTC' };
    const started = startProcess(debianPython, [script, configuration], environment, 'pipe');
    const streams = streamsOf(started);
    return new CinderDriver(started, streams, await nextAnswer(started, streams));
  }

  /**
   * Backs up a file as a volume; the same file each time.
   * @param parent makes it incremental
   * @returns the id of the backup, and how long the driver took
   */
  async backup(
    file: string,
    parent: string | null,
  ): Promise<{ readonly id: string; readonly seconds: number }> {
    const { backup, seconds } = await this.#ask('backup', { file, parent });
    return { id: String(backup), seconds: Number(seconds) };
  }

  /**
   * @param file is there, and as large as the one that was backed up
   * @returns seconds
   */
  async restore(backup: string, file: string): Promise<number> {
    return Number((await this.#ask('restore', { backup, file }))['seconds']);
  }

  async stop(): Promise<void> {
    this.#streams.stdin.end();
    await ended(this.#process.child);
  }

  async #ask(what: string, parameters: Parameters): Promise<Answer> {
    this.#streams.stdin.write(`${JSON.stringify({ do: what, ...parameters })}\n`);
    return nextAnswer(this.#process, this.#streams);
  }
}

interface Streams {
  readonly stdin: Writable;
  readonly stderr: Readable;
  readonly lines: AsyncIterator<string>;
}

const streamsOf = ({ child: { stdin, stdout, stderr } }: StartedProcess): Streams => {
  if (stdin === null || stdout === null || stderr === null) throw new Error('the process has no streams');
  // A process that has ended cannot be written to; why it ended is told where its answer is missed.
  stdin.on('error', () => undefined);
  return { stdin, stderr, lines: createInterface({ input: stdout })[Symbol.asyncIterator]() };
};

/** @throws Error with all that it said when it has ended */
const nextAnswer = async (started: StartedProcess, { stderr, lines }: Streams): Promise<Answer> => {
  const next = await lines.next();
  if (next.done !== true) return JSON.parse(next.value) as Answer;
  await finished(stderr);
  throw new Error(`Cinder's driver ended:\n${started.output()}`);
};
