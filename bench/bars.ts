import { readFileSync } from 'node:fs';
import { cinderName, goodness, type Line } from './report.js';
import { plain } from './text.js';

/** What lines of some name have to reach; the recorded figures of a real Cinder are those of docs/performance.md. */
interface Rule {
  /** A regular expression. */
  readonly lines: string;
  /** What a Cinder reached, in the line's main figure; with how many times that is wanted of us. */
  readonly cinder?: number;
  readonly times?: number;
  /** The least share of the limit. */
  readonly share?: number;
  /** The least or the most of one figure. */
  readonly figure?: string;
  readonly least?: number;
  readonly most?: number;
}

const rules = JSON.parse(readFileSync(new URL('bars.json', import.meta.url), 'utf8')) as readonly Rule[];

/** One thing that was wanted of a line. */
export interface Bar {
  readonly wanted: string;
  readonly isMet: boolean;
}

/** Of the Cinder of this run, or else of the recorded one. */
const timesCinder = (line: Line, { cinder: recorded }: Rule): number | null => {
  if (recorded === undefined) return null;
  const value = line.figures[line.main]?.median ?? Number.NaN;
  return goodness(value, line.cinder?.figures[line.main]?.median ?? recorded, line.better);
};

const cinderBar = (line: Line, rule: Rule): Bar | null => {
  const reached = timesCinder(line, rule);
  if (reached === null || rule.times === undefined) return null;
  return { wanted: `${rule.times}× ${cinderName(line)}`, isMet: reached >= rule.times };
};

const shareBar = ({ share }: Line, { share: wanted }: Rule): Bar | null => {
  if (wanted === undefined || share === null) return null;
  return { wanted: `${wanted * 100} % of the limit`, isMet: share >= wanted };
};

const figureBar = ({ figures }: Line, { figure: name = '', least, most }: Rule): Bar | null => {
  const figure = figures[name];
  if (figure === undefined) return null;
  const { median, unit } = figure;
  if (most !== undefined) return { wanted: `${name} ≤ ${plain(most)} ${unit}`, isMet: median <= most };
  return { wanted: `${name} ≥ ${plain(least ?? 0)} ${unit}`, isMet: median >= (least ?? 0) };
};

const barsOf = (line: Line, rule: Rule): readonly Bar[] =>
  [cinderBar(line, rule), shareBar(line, rule), figureBar(line, rule)].filter((bar) => bar !== null);

/** The line with its bars, and how many times better it is than Cinder. */
export const judged = (line: Line): Line => {
  const ours = rules.filter(({ lines }) => new RegExp(lines).test(line.name));
  const cinder = ours.map((rule) => timesCinder(line, rule)).find((reached) => reached !== null);
  const bars = ours.flatMap((rule) => barsOf(line, rule));
  return {
    ...line,
    ...(cinder === undefined ? {} : { timesCinder: cinder }),
    ...(bars.length === 0 ? {} : { bars }),
  };
};
