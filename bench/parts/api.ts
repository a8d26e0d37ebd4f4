import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ApiClient, project } from '../../test/support/e2e-client.js';
import { Cloud } from '../../test/support/e2e-cloud.js';
import { withBackupsBeside } from '../api-measures/backups-beside.js';
import { type Planned, planOf } from '../api-measures/plan.js';
import { Posts } from '../api-measures/posts.js';
import { headersOf, question, type QuestionName, type Sample } from '../api-measures/questions.js';
import { writeBackups } from '../api-measures/sample-history.js';
import { type Bench, inRuns, type Part } from '../bench.js';
import { type EventTemplate, recordLife } from '../history/recorded-life.js';
import { httpLoad } from '../http-load.js';
import { figuresOf, type Line, line } from '../report.js';
import { Service } from '../service.js';

const POSTS_PER_SECOND = 80;

const units = { rate: '1/s', p50: 'ms', p99: 'ms' } as const;

/** Everything that is measured with one history. */
class History {
  readonly #bench: Bench;
  readonly #service: Service;
  readonly #sample: Sample;
  readonly #posts: Posts;

  constructor(bench: Bench, service: Service, sample: Sample, posts: Posts) {
    this.#bench = bench;
    this.#service = service;
    this.#sample = sample;
    this.#posts = posts;
  }

  async lines(plan: readonly Planned[]): Promise<readonly Line[]> {
    const lines: Line[] = [];
    for (const planned of plan) {
      this.#bench.note(planned.name);
      lines.push(await this.#line(planned));
    }
    return lines;
  }

  #line({ name, what, connections }: Planned): Promise<Line> {
    switch (what) {
      case 'quiet POST':
        return this.#post(name, () => this.#posts.quiet());
      case 'POST':
        return this.#post(name, () => this.#posts.load(connections));
      default:
        return this.#ask(name, what, connections);
    }
  }

  async #ask(name: string, what: QuestionName, connections: number): Promise<Line> {
    const { seconds } = this.#bench.options;
    const next = question(what, this.#sample);
    const load = { url: this.#service.url, connections, headers: headersOf(project), next };
    const { bodyBytes } = await httpLoad({ ...load, seconds: seconds / 4 });
    const runs = await inRuns(this.#bench, () => httpLoad({ ...load, seconds }));
    const limit = await this.#bench.limits.http(bodyBytes, connections);
    return line(name, figuresOf(units, runs), limit, { main: 'rate' });
  }

  async #post(name: string, run: () => Promise<Readonly<Record<keyof typeof units, number>>>): Promise<Line> {
    const figures = figuresOf(units, await inRuns(this.#bench, run));
    // Its appends are one transaction: docs/architecture.md, "The life of a backup".
    const limit = await this.#bench.limits.sync();
    return line(name, figures, limit, { main: 'p50', better: 'less' });
  }
}

interface Plans {
  readonly quiet: readonly Planned[];
  readonly beside: readonly Planned[];
}

const plansOf = ({ options }: Bench, count: number): Plans => {
  const chosen = (isBeside: boolean): readonly Planned[] =>
    planOf(count, isBeside).filter(({ name }) => options.only.test(name));
  return { quiet: chosen(false), beside: options.beside.includes(count) ? chosen(true) : [] };
};

const measureHistory = async (
  bench: Bench,
  life: readonly EventTemplate[],
  count: number,
  plans: Plans,
): Promise<readonly Line[]> => {
  const { seconds, sizeMib, profile } = bench.options;
  bench.note(`writing a history of ${count} backups`);
  const dataDirectory = join(bench.directory, `history-${count}`);
  const sample = await writeBackups(dataDirectory, life, count);
  const service = await Service.start({ dataDirectory, profile });
  try {
    const posts = await Posts.prepare(service, Math.ceil(seconds * POSTS_PER_SECOND));
    await sleep(500);
    const history = new History(bench, service, sample, posts);
    const quiet = await history.lines(plans.quiet);
    if (plans.beside.length === 0) return quiet;
    const cloud = new Cloud(new ApiClient(service));
    const beside = await withBackupsBeside(service, cloud, sizeMib, () => history.lines(plans.beside));
    return [...quiet, ...beside];
  } finally {
    await service.remove();
  }
};

/** (b) The API with few and many backups. */
export const apiPart: Part = async (bench) => {
  const life = await recordLife(bench.directory);
  const lines: Line[] = [];
  for (const count of bench.options.backups) {
    const plans = plansOf(bench, count);
    if (plans.quiet.length + plans.beside.length === 0) continue;
    lines.push(...(await measureHistory(bench, life, count, plans)));
  }
  return lines;
};
