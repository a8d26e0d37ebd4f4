import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { ApiClient, project } from '../../test/support/e2e-client.js';
import type { EventLog } from '../../src/drivers/event-log/port.js';
import { type Bench, inRuns } from '../bench.js';
import { backupsOfOneProject } from '../history/lives.js';
import type { EventTemplate, Names } from '../history/recorded-life.js';
import { writeHistory } from '../history/write-history.js';
import { figuresOf, type Line, line } from '../report.js';
import { Service } from '../service.js';
import { latency } from '../statistics.js';
import { connected } from './appends.js';

const units = { p50: 'ms', p99: 'ms' } as const;

/** Renames a backup behind the service's back, and asks until the service answers with the new name. */
class Renaming {
  readonly #log: EventLog;
  readonly #api: ApiClient;
  readonly #backup: string;
  #revision: bigint | undefined;

  constructor(log: EventLog, api: ApiClient, backup: string) {
    this.#log = log;
    this.#api = api;
    this.#backup = backup;
  }

  /** Milliseconds from the answer of the append to the answer that shows it. */
  async once(): Promise<number> {
    const name = randomUUID();
    const stream = `backup-${this.#backup}`;
    this.#revision ??= await this.#lastRevision(stream);
    const event = {
      id: randomUUID(),
      type: 'BackupUpdated',
      data: { display_name: name },
      metadata: { schema: 1 },
    };
    this.#revision = (await this.#log.append(stream, this.#revision, [event])).revision;
    const appended = performance.now();
    while (!(await this.#api.ask(`/backups/${this.#backup}`)).text.includes(name));
    return performance.now() - appended;
  }

  async #lastRevision(stream: string): Promise<bigint> {
    for await (const { revision } of this.#log.readStream(stream, { direction: 'backwards', maxCount: 1 }))
      return revision;
    throw new Error(`there is no stream ${stream}`);
  }
}

const measure = async (
  renaming: Renaming,
  seconds: number,
): Promise<Readonly<Record<keyof typeof units, number>>> => {
  const times: number[] = [];
  const end = performance.now() + seconds * 1000;
  while (performance.now() < end) times.push(await renaming.once());
  return latency(times);
};

export const visibleLine = async (bench: Bench, life: readonly EventTemplate[]): Promise<Line> => {
  bench.note('from append to visible');
  const [one] = [...backupsOfOneProject(1, 1)] as [Names];
  const directory = join(bench.directory, 'visible-log');
  await writeHistory(directory, life, [one]);
  const { profile, seconds } = bench.options;
  const logProcess = await Service.start({
    dataDirectory: directory,
    options: { roles: 'eventlog' },
    profile,
  });
  const log = await connected(logProcess);
  const service = await Service.start({
    dataDirectory: join(bench.directory, 'visible'),
    options: { eventstore_url: logProcess.url },
    profile,
  });
  try {
    const renaming = new Renaming(log, new ApiClient(service, project), one.backup);
    const runs = await inRuns(bench, () => measure(renaming, seconds));
    const { value } = await bench.limits.http(1024, 1);
    const limit = { name: 'one question to a bare HTTP server', value: 1000 / value, unit: 'ms' };
    return line('append to visible', figuresOf(units, runs), limit, { main: 'p50', better: 'less' });
  } finally {
    await service.remove();
    await log.close();
    await logProcess.remove();
  }
};
