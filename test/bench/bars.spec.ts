import { judged } from '../../bench/bars.js';
import { line, type Line, type MeasuredCinder } from '../../bench/report.js';

const figure = (median: number, unit = 'MB/s') => ({ unit, median, runs: [median] });
const limit = { name: 'the disk', value: 1000, unit: 'MB/s' };

/** Recorded is 301 MB/s, and 2.5 times that is wanted. */
const full = (throughput: number, cinder?: MeasuredCinder): Line => ({
  ...line('full, none, 50 MiB objects', { throughput: figure(throughput) }, limit, { main: 'throughput' }),
  ...(cinder === undefined ? {} : { cinder }),
});
const cinderOf = (throughput: number): MeasuredCinder => ({
  version: '21.3.1',
  figures: { throughput: figure(throughput) },
});

describe('the bars of a line', () => {
  it('are held against the recorded Cinder when none was measured', () => {
    const { timesCinder, bars } = judged(full(602));
    expect(timesCinder).toBe(2);
    expect(bars).toContainEqual({ wanted: '2.5× Cinder, recorded', isMet: false });
  });

  it('are held against the Cinder of this run where it was measured', () => {
    const { timesCinder, bars } = judged(full(602, cinderOf(200)));
    expect(timesCinder).toBeCloseTo(3.01, 9);
    expect(bars).toContainEqual({ wanted: '2.5× Cinder here', isMet: true });
    expect(bars?.map(({ wanted }) => wanted)).not.toContain('2.5× Cinder, recorded');
    expect(judged(full(602, cinderOf(602))).bars).toContainEqual({
      wanted: '2.5× Cinder here',
      isMet: false,
    });
  });

  it('ask for no Cinder where nothing is known of one', () => {
    const other = line('replay of 300 events', { rate: figure(20_000, '1/s') }, null, { main: 'rate' });
    expect(judged(other)).not.toHaveProperty('timesCinder');
  });
});
