import type { Line, Limit } from './report.js';
import { percent, plain, times } from './text.js';

/** Rows of cells as lines of text; the first column is aligned left, the others right. */
const aligned = (rows: readonly (readonly string[])[]): string => {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const cell = (text: string, column: number): string =>
    column === 0 ? text.padEnd(widths[0] ?? 0) : text.padStart(widths[column] ?? 0);
  return rows.map((row) => row.map(cell).join('  ').trimEnd()).join('\n');
};

export const limitsTable = (limits: readonly Limit[]): string =>
  aligned([['limit', ''], ...limits.map(({ name, value, unit }) => [name, `${plain(value)} ${unit}`])]);

interface Column {
  readonly head: string;
  cell(line: Line): string;
}

/** Behind the figures; those that no line has anything for are left out. */
const lastColumns: readonly Column[] = [
  { head: 'limit', cell: ({ limit }) => (limit === null ? '' : `${plain(limit.value)} ${limit.unit}`) },
  { head: 'share', cell: ({ share }) => percent(share) },
  { head: 'Cinder', cell: ({ timesCinder }) => times(timesCinder) },
  { head: 'baseline', cell: ({ ratio }) => times(ratio) },
  { head: 'changes', cell: ({ changes }) => changes ?? '' },
  { head: 'limited by', cell: ({ limit }) => limit?.name ?? '' },
];

const figureColumns = (lines: readonly Line[]): readonly Column[] => {
  const units = new Map(
    lines.flatMap(({ figures }) => Object.entries(figures).map(([name, { unit }]) => [name, unit] as const)),
  );
  return [...units].map(([name, unit]) => ({
    head: `${name} ${unit}`,
    cell: ({ figures }) => {
      const figure = figures[name];
      return figure === undefined ? '' : plain(figure.median);
    },
  }));
};

/** One row for each line, one column for each figure that any of them has. */
export const linesTable = (lines: readonly Line[]): string => {
  const used = lastColumns.filter(({ cell }) => lines.some((line) => cell(line) !== ''));
  const columns = [{ head: '', cell: ({ name }: Line) => name }, ...figureColumns(lines), ...used];
  return aligned([
    columns.map(({ head }) => head),
    ...lines.map((line) => columns.map(({ cell }) => cell(line))),
  ]);
};

/** What was wanted of each line, and what came of it. */
export const barsTable = (lines: readonly Line[]): string => {
  const rows = lines.flatMap(({ name, bars = [] }) =>
    bars.map(({ wanted, isMet }) => [name, wanted, isMet ? 'met' : 'MISSED']),
  );
  return rows.length === 0 ? '' : aligned([['bar', 'wanted', ''], ...rows]);
};
