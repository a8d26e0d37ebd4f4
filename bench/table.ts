import type { Line, Limit } from './report.js';

const digits = (value: number): number => {
  if (Math.abs(value) >= 100) return 0;
  return Math.abs(value) >= 10 ? 1 : 2;
};

export const plain = (value: number): string =>
  value.toLocaleString('en', { minimumFractionDigits: digits(value), maximumFractionDigits: digits(value) });

const percent = (share: number | null): string => (share === null ? '' : `${(share * 100).toFixed(0)} %`);

/** Rows of cells as lines of text; the first column is aligned left, the others right. */
const aligned = (rows: readonly (readonly string[])[]): string => {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const cell = (text: string, column: number): string =>
    column === 0 ? text.padEnd(widths[0] ?? 0) : text.padStart(widths[column] ?? 0);
  return rows.map((row) => row.map(cell).join('  ').trimEnd()).join('\n');
};

export const limitsTable = (limits: readonly Limit[]): string =>
  aligned([['limit', ''], ...limits.map(({ name, value, unit }) => [name, `${plain(value)} ${unit}`])]);

/** One row for each line, one column for each figure that any of them has. */
export const linesTable = (lines: readonly Line[]): string => {
  const columns = new Map(
    lines.flatMap(({ figures }) => Object.entries(figures).map(([name, { unit }]) => [name, unit] as const)),
  );
  const withRatio = lines.some(({ ratio }) => ratio !== undefined);
  const heads = [...columns].map(([name, unit]) => `${name} ${unit}`);
  const rows = lines.map(({ name, figures, limit, share, ratio }) => [
    name,
    ...[...columns.keys()].map((column) => {
      const figure = figures[column];
      return figure === undefined ? '' : plain(figure.median);
    }),
    limit === null ? '' : `${plain(limit.value)} ${limit.unit}`,
    percent(share),
    ...(withRatio ? [ratio === undefined ? '' : `${plain(ratio)}×`] : []),
    limit?.name ?? '',
  ]);
  return aligned([['', ...heads, 'limit', 'share', ...(withRatio ? ['ratio'] : []), 'limited by'], ...rows]);
};
