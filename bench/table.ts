import { cinderName, type Figure, type Line, type Limit } from './report.js';
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

const shareColumns: readonly Column[] = [
  { head: 'limit', cell: ({ limit }) => (limit === null ? '' : `${plain(limit.value)} ${limit.unit}`) },
  { head: 'share', cell: ({ share }) => percent(share) },
];

const lastColumns: readonly Column[] = [
  { head: 'baseline', cell: ({ ratio }) => times(ratio) },
  { head: 'changes', cell: ({ changes }) => changes ?? '' },
  { head: 'limited by', cell: ({ limit }) => limit?.name ?? '' },
];

type Figures = Readonly<Record<string, Figure>>;

/** One for each figure that any of the lines has. */
const figureColumns = (
  lines: readonly Line[],
  figuresOf: (line: Line) => Figures,
  whose = '',
): readonly Column[] => {
  const all = lines.flatMap((line) => Object.entries(figuresOf(line)));
  const units = new Map(all.map(([name, { unit }]) => [name, unit]));
  return [...units].map(([name, unit]) => ({
    head: `${whose}${name} ${unit}`,
    cell: (line) => {
      const figure = figuresOf(line)[name];
      return figure === undefined ? '' : plain(figure.median);
    },
  }));
};

/** How many times better than which Cinder, and what the one of this run needed. */
const cinderColumns = (lines: readonly Line[]): readonly Column[] => [
  ...[...new Set(lines.map(cinderName))].map((head) => ({
    head,
    cell: (line: Line): string => (cinderName(line) === head ? times(line.timesCinder) : ''),
  })),
  ...figureColumns(lines, ({ cinder }) => cinder?.figures ?? {}, "Cinder's "),
];

/** One row for each line; columns that no line has anything for are left out. */
export const linesTable = (lines: readonly Line[]): string => {
  const used = [
    ...figureColumns(lines, ({ figures }) => figures),
    ...shareColumns,
    ...cinderColumns(lines),
    ...lastColumns,
  ].filter(({ cell }) => lines.some((line) => cell(line) !== ''));
  const columns = [{ head: '', cell: ({ name }: Line) => name }, ...used];
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
