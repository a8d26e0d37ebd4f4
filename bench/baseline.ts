import { readFileSync } from 'node:fs';
import { goodness, type Line, type Report } from './report.js';

/** Values by the name of their line. */
export type Baseline = ReadonlyMap<string, number>;

/** Reads an earlier result, or plain `{"name of a line": number}`; several parts may be in one plain file. */
export const readBaseline = (path: string): Baseline => {
  const content = JSON.parse(readFileSync(path, 'utf8')) as Partial<Report> | Record<string, number>;
  if (!('lines' in content) || !Array.isArray(content.lines)) {
    return new Map(Object.entries(content as Record<string, number>));
  }
  const lines = content.lines as readonly Line[];
  return new Map(lines.map(({ name, figures, main }) => [name, figures[main]?.median ?? Number.NaN]));
};

/** The same line with its ratio, where the baseline has that line. */
export const compared = (line: Line, baseline: Baseline): Line => {
  const reference = baseline.get(line.name);
  const value = line.figures[line.main]?.median;
  if (reference === undefined || value === undefined) return line;
  return { ...line, ratio: goodness(value, reference, line.better) };
};
