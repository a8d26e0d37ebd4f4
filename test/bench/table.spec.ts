import { line, type Line } from '../../bench/report.js';
import { linesTable } from '../../bench/table.js';

const figure = (median: number, unit: string) => ({ unit, median, runs: [median] });
const restore: Line = {
  ...line('restore', { throughput: figure(602, 'MB/s') }, null, { main: 'throughput' }),
  timesCinder: 2,
};
const full: Line = {
  ...restore,
  name: 'full',
  timesCinder: 4,
  cinder: {
    version: '21.3.1',
    figures: { throughput: figure(150.5, 'MB/s'), memory: figure(2225, 'MiB') },
  },
};
const cellsOf = (table: string): readonly (readonly string[])[] =>
  table.split('\n').map((row) => row.trim().split(/ {2,}/));

describe('the table of lines', () => {
  it('names the recorded Cinder when none was measured', () => {
    expect(cellsOf(linesTable([restore]))).toEqual([
      ['throughput MB/s', 'Cinder, recorded'],
      ['restore', '602', '2×'],
    ]);
  });

  it('names the Cinder of this run, with what it needed', () => {
    expect(cellsOf(linesTable([full]))).toEqual([
      ['throughput MB/s', 'Cinder here', "Cinder's throughput MB/s", "Cinder's memory MiB"],
      ['full', '602', '4×', '151', '2,225'],
    ]);
  });

  it('has a column for each of the two when lines differ in it', () => {
    const [head, ...rows] = linesTable([full, restore]).split('\n');
    expect(head).toMatch(/Cinder here {2}Cinder, recorded {2}Cinder's throughput/);
    const endOf = (name: string): number => (head?.indexOf(name) ?? Number.NaN) + name.length;
    expect(rows[0]?.slice(0, endOf('Cinder here'))).toMatch(/ 4×$/);
    expect(rows[1]?.slice(0, endOf('Cinder, recorded'))).toMatch(/ 2×$/);
    expect(rows[1]).not.toContain('4×');
  });
});
