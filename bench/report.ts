import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus, hostname, release, totalmem } from 'node:os';
import { join } from 'node:path';
import type { Bar } from './bars.js';
import type { PartName } from './options.js';
import { median } from './statistics.js';

/** One number that was measured in every run. */
export interface Figure {
  readonly unit: string;
  readonly median: number;
  readonly runs: readonly number[];
}

/** What the machine can do at best, measured in the same run. */
export interface Limit {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
}

/** Its figures are named as those of the line. */
export interface MeasuredCinder {
  readonly version: string;
  readonly figures: Readonly<Record<string, Figure>>;
}

/** One thing that was measured. */
export interface Line {
  readonly name: string;
  /** Name of the figure that is compared with the limit and the baseline. */
  readonly main: string;
  /** Is more of it better, as of throughput, or less, as of time? */
  readonly better: 'more' | 'less';
  readonly figures: Readonly<Record<string, Figure>>;
  readonly limit: Limit | null;
  /** 1 = at the limit. */
  readonly share: number | null;
  /** How many times better than the baseline; absent without one. */
  readonly ratio?: number;
  /** What Cinder's own driver needed for the same in this run, where it was measured. */
  readonly cinder?: MeasuredCinder;
  /** How many times better than Cinder: than the one of this run, or else than the recorded one, where there is any. */
  readonly timesCinder?: number;
  /** What was wanted of this line. */
  readonly bars?: readonly Bar[];
  /** How an incremental found what had changed: `told` or `scanned`. */
  readonly changes?: string;
}

export interface Report {
  readonly part: PartName;
  readonly date: string;
  readonly machine: Readonly<Record<string, string | number>>;
  /** The commit that was measured; null outside a checkout. */
  readonly commit: string | null;
  readonly options: Readonly<Record<string, unknown>>;
  readonly limits: readonly Limit[];
  readonly lines: readonly Line[];
}

/** Figures of several runs, each run being one record of numbers. Units by name. */
export const figuresOf = <K extends string>(
  units: Readonly<Record<K, string>>,
  runs: readonly Readonly<Record<NoInfer<K>, number>>[],
): Readonly<Record<K, Figure>> => {
  const figure = (name: K): Figure => {
    const values = runs.map((run): number => run[name]);
    return { unit: units[name], median: median(values), runs: values };
  };
  const names = Object.keys(units) as K[];
  return Object.fromEntries(names.map((name) => [name, figure(name)])) as Record<K, Figure>;
};

/** Which Cinder a line stands beside. */
export const cinderName = ({ cinder }: Line): string =>
  cinder === undefined ? 'Cinder, recorded' : 'Cinder here';

/** How good `value` is beside `reference`, 1 being as good. */
export const goodness = (value: number, reference: number, better: Line['better']): number =>
  better === 'more' ? value / reference : reference / value;

export const line = (
  name: string,
  figures: Readonly<Record<string, Figure>>,
  limit: Limit | null,
  { main, better = 'more' }: { readonly main: string; readonly better?: Line['better'] },
): Line => {
  const value = figures[main]?.median;
  if (value === undefined) throw new Error(`${name} has no figure ${main}`);
  return { name, main, better, figures, limit, share: limit && goodness(value, limit.value, better) };
};

export const machine = (): Report['machine'] => ({
  name: hostname(),
  processor: cpus()[0]?.model ?? 'unknown',
  processors: cpus().length,
  memory_gib: Math.round(totalmem() / 2 ** 30),
  kernel: release(),
  node: process.versions.node,
});

export const commit = (): string | null => {
  try {
    const words = ['describe', '--always', '--dirty'];
    return execFileSync('git', words, {
      cwd: import.meta.dirname,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim();
  } catch {
    return null;
  }
};

/** Writes `<date>-<part>.json`; answers its path. */
export const writeReport = (directory: string, report: Report): string => {
  mkdirSync(directory, { recursive: true });
  const path = join(directory, `${report.date.replaceAll(':', '').slice(0, 17)}-${report.part}.json`);
  writeFileSync(path, `${JSON.stringify(report, null, 2)}\n`);
  return path;
};
