import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ApiClient } from '../../test/support/e2e-client.js';
import { Cloud } from '../../test/support/e2e-cloud.js';
import { withBackupsBeside } from '../api-measures/backups-beside.js';
import { postLoad, quietPosts, smallVolumes } from '../api-measures/posts.js';
import { headers, type Question, questions, type Sample } from '../api-measures/questions.js';
import { type Bench, inRuns, type Part } from '../bench.js';
import { backupsOfOneProject, shortened } from '../history/lives.js';
import { type EventTemplate, type Names, recordLife } from '../history/recorded-life.js';
import { writeHistory } from '../history/write-history.js';
import { connectionsText, httpLoad, type LoadResult } from '../http-load.js';
import { figuresOf, type Line, line } from '../report.js';
import { Service } from '../service.js';

const connectionCounts = [1, 16];
const PER_VOLUME = 50;
/** The requests with backups beside are measured with the longest history up to this one. */
const MOST_BESIDE = 100_000;
/** The appends of a POST that follow each other: see docs/architecture.md, "The life of a backup". */
const APPENDS_OF_POST = 4;
const POSTS_PER_SECOND = 80;
/** Of the volumes, for requests that are made one after the other. */
const QUIET_SHARE = 1 / 8;

const units = { rate: '1/s', p50: 'ms', p99: 'ms' } as const;

/** The same names again, while some of them are kept to be asked for. */
function* sampling(
  all: Iterable<Names>,
  count: number,
  keep: (names: Names, middle: boolean) => void,
): Generator<Names> {
  const every = Math.ceil(count / 1000);
  const middle = Math.floor(count / 2 / every) * every;
  let number = 0;
  for (const names of all) {
    if (number % every === 0) keep(names, number === middle);
    number += 1;
    yield names;
  }
}

const writeBackups = async (
  dataDirectory: string,
  life: readonly EventTemplate[],
  count: number,
): Promise<Sample> => {
  const kept: Names[] = [];
  let middle: Names | undefined;
  const names = sampling(backupsOfOneProject(count, PER_VOLUME), count, (one, isMiddle) => {
    kept.push(one);
    if (isMiddle) middle = one;
  });
  await writeHistory(dataDirectory, shortened(life), names);
  return {
    backups: kept.map(({ backup }) => backup),
    middle: middle?.backup ?? '',
    volume: middle?.volume ?? '',
  };
};

/** Everything that is measured with one history. */
class History {
  readonly #bench: Bench;
  readonly #service: Service;
  readonly #cloud: Cloud;
  readonly #called: string;

  constructor(bench: Bench, service: Service, cloud: Cloud, count: number) {
    this.#bench = bench;
    this.#service = service;
    this.#cloud = cloud;
    this.#called = `${count.toLocaleString('en')} backups`;
  }

  async lines(sample: Sample, volumes: readonly string[], beside: string): Promise<readonly Line[]> {
    const lines = [await this.#quietPost(volumes, beside)];
    for (const connections of connectionCounts) {
      const called = `${this.#called}, ${connectionsText(connections)}${beside}`;
      for (const question of questions(sample)) lines.push(await this.#ask(question, connections, called));
      lines.push(await this.#post(volumes, connections, called));
    }
    return lines;
  }

  async #ask(question: Question, connections: number, called: string): Promise<Line> {
    const name = `${question.name}, ${called}`;
    this.#bench.note(name);
    const { seconds } = this.#bench.options;
    const load = { url: this.#service.url, connections, headers, next: () => question.next() };
    const { bodyBytes } = await httpLoad({ ...load, seconds: seconds / 4 });
    const runs = await inRuns(this.#bench, () => httpLoad({ ...load, seconds }));
    const limit = await this.#bench.limits.http(bodyBytes, connections);
    return line(name, figuresOf(units, runs), limit, { main: 'rate' });
  }

  async #quietPost(volumes: readonly string[], beside: string): Promise<Line> {
    const name = `POST, ${this.#called}, one backup after the other${beside}`;
    this.#bench.note(name);
    const runs = await inRuns(this.#bench, () =>
      quietPosts(this.#service, this.#cloud, volumes.slice(0, Math.ceil(volumes.length * QUIET_SHARE))),
    );
    return this.#postLine(name, figuresOf({ p50: units.p50, p99: units.p99 }, runs));
  }

  async #post(volumes: readonly string[], connections: number, called: string): Promise<Line> {
    const name = `POST, ${called}`;
    this.#bench.note(name);
    const runs = await inRuns<LoadResult>(this.#bench, () =>
      postLoad(this.#service, this.#cloud, volumes, connections),
    );
    return this.#postLine(name, figuresOf(units, runs));
  }

  async #postLine(name: string, figures: Line['figures']): Promise<Line> {
    const sync = await this.#bench.limits.sync();
    const limit = {
      name: `${APPENDS_OF_POST} synced writes`,
      value: APPENDS_OF_POST * sync.value,
      unit: 'ms',
    };
    return line(name, figures, limit, { main: 'p50', better: 'less' });
  }
}

const measureHistory = async (
  bench: Bench,
  life: readonly EventTemplate[],
  count: number,
  isBeside: boolean,
): Promise<readonly Line[]> => {
  const { seconds, sizeMib, profile } = bench.options;
  bench.note(`writing a history of ${count} backups`);
  const dataDirectory = join(bench.directory, `history-${count}`);
  const sample = await writeBackups(dataDirectory, life, count);
  const service = await Service.start({ dataDirectory, profile });
  try {
    const cloud = new Cloud(new ApiClient(service));
    const volumes = await smallVolumes(service, cloud, Math.ceil(seconds * POSTS_PER_SECOND));
    await sleep(500);
    const history = new History(bench, service, cloud, count);
    const quiet = await history.lines(sample, volumes, '');
    if (!isBeside) return quiet;
    const beside = await withBackupsBeside(service, cloud, sizeMib, () =>
      history.lines(sample, volumes, ', two backups beside'),
    );
    return [...quiet, ...beside];
  } finally {
    await service.remove();
  }
};

/** (b) The API with few and many backups. */
export const apiPart: Part = async (bench) => {
  const life = await recordLife(bench.directory);
  const counts = bench.options.backups.filter((count) =>
    bench.options.only.test(`${count.toLocaleString('en')} backups`),
  );
  const beside = Math.max(...counts.filter((count) => count <= MOST_BESIDE));
  const lines: Line[] = [];
  for (const count of counts) lines.push(...(await measureHistory(bench, life, count, count === beside)));
  return lines;
};
