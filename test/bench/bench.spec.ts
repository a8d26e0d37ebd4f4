import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Figure, Line, Report } from '../../bench/report.js';
import { describeWithCinder } from '../support/describe-with-cinder.js';
import { ended, startProcess } from '../support/e2e-processes.js';

const root = fileURLToPath(new URL('../../', import.meta.url));
const tiny = ['--runs', '1', '--size', '4', '--backups', '60', '--events', '300', '--seconds', '0.05'];

const bench = async (
  ...words: readonly string[]
): Promise<{ readonly code: number | string; readonly output: string }> => {
  const started = startProcess(
    process.execPath,
    ['--import', join(root, 'bench/resolve-typescript.mjs'), join(root, 'bench/main.ts'), ...words],
    { PATH: process.env['PATH'], TMPDIR: process.env['TMPDIR'] },
  );
  return { code: await ended(started.child), output: started.output() };
};

describe('npm run bench', () => {
  let directory: string;
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'emberlog-bench-spec-'));
  });
  afterEach(() => rm(directory, { recursive: true }));

  const measured = async (part: string, ...words: readonly string[]): Promise<Report> => {
    const results = join(directory, 'results');
    const data = join(directory, 'data');
    const { code, output } = await bench(part, ...tiny, '--results', results, '--dir', data, ...words);
    if (code !== 0) throw new Error(output);
    const [name = ''] = await readdir(results);
    expect(name).toMatch(new RegExp(`^\\d{4}-\\d\\d-\\d\\dT\\d{6}-${part}\\.json$`));
    expect(output).toContain(name);
    expect(await readdir(data)).toEqual([]);
    return JSON.parse(await readFile(join(results, name), 'utf8')) as Report;
  };

  const expectWhole = ({ figures, main, limit, share }: Line): void => {
    expect(Object.keys(figures)).toContain(main);
    for (const { median, runs } of Object.values<Figure>(figures)) expect(runs).toEqual([median]);
    expect(limit?.value).toBeGreaterThan(0);
    expect(share).toBeGreaterThan(0);
  };
  const expectMedianOfTwo = (line: Line | undefined): void => {
    const { median, runs } = line?.figures['throughput'] ?? { median: Number.NaN, runs: [] };
    expect(runs).toHaveLength(2);
    expect(median).toBeCloseTo(((runs[0] ?? 0) + (runs[1] ?? 0)) / 2, 6);
  };
  const medianOf = (line: Line | undefined, figure: string): number | undefined =>
    line?.figures[figure]?.median;
  const namesOf = ({ lines }: Report): readonly string[] => lines.map(({ name }) => name);

  it('measures the data path, its limits, and how it stands to a baseline', async () => {
    const baseline = join(directory, 'baseline.json');
    await writeFile(baseline, JSON.stringify({ 'full, none, 50 MiB objects': 0.001 }));
    const report = await measured('a', '--only', 'none, 50', '--baseline', baseline, '--runs', '2');
    expect(namesOf(report)).toEqual([
      'full, none, 50 MiB objects',
      'incremental, none, 50 MiB objects',
      'restore, none, 50 MiB objects',
    ]);
    const [full, incremental] = report.lines;
    expectMedianOfTwo(full);
    expect(medianOf(full, 'stored')).toBe(4);
    expect(medianOf(incremental, 'stored')).toBeCloseTo(3 / 16, 6);
    expect(full?.ratio).toBeGreaterThan(1);
    expect(full?.timesCinder).toBeCloseTo((medianOf(full, 'throughput') ?? 0) / 301, 6);
    expect(full?.bars?.map(({ wanted }) => wanted)).toEqual([
      '2.5× Cinder, recorded',
      '70 % of the limit',
      'memory ≤ 256 MiB',
    ]);
    expect(incremental?.changes).toMatch(/^(?:told|scanned)$/);
    expect(incremental?.ratio).toBeUndefined();
    expect(report.limits.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['sequential read, cached', 'MD5, one processor', 'MD5, all processors']),
    );
    expect(report.machine['processors']).toBeGreaterThan(0);
    expect(Date.parse(report.date)).not.toBeNaN();
  });

  describeWithCinder('with --cinder', () => {
    it('measures the data path of Cinder beside ours', async () => {
      const { lines } = await measured('a', '--only', 'zstd, 50', '--cinder');
      expect(lines).toHaveLength(3);
      for (const line of lines) {
        const { timesCinder, bars, cinder: { figures = {} } = {} } = line;
        expect(Object.keys(figures)).toEqual(['throughput', 'cpu', 'memory']);
        for (const { median, runs } of Object.values<Figure>(figures)) expect(runs).toEqual([median]);
        const theirs = figures['throughput']?.median ?? Number.NaN;
        expect(timesCinder).toBeCloseTo((medianOf(line, 'throughput') ?? 0) / theirs, 6);
        expect(bars?.[0]?.wanted).toMatch(/× Cinder here$/);
      }
    });
  });

  it('measures the API, alone and with backups beside', async () => {
    const report = await measured('b');
    report.lines.forEach(expectWhole);
    expect(namesOf(report)).toHaveLength(26);
    expect(namesOf(report)).toEqual(
      expect.arrayContaining([
        'show, 60 backups, 1 connection',
        'deep page, 60 backups, 16 connections',
        'POST, 60 backups, one backup after the other',
        'page sorted by name, 60 backups, 16 connections, two backups beside',
      ]),
    );
  });

  it('measures one question, and nothing beside backups when nothing is asked for', async () => {
    const quiet = await measured('b', '--only', 'show, 60 backups, 16', '--beside', '');
    expect(namesOf(quiet)).toEqual(['show, 60 backups, 16 connections']);
  });

  it('measures the event log', async () => {
    const report = await measured('c');
    report.lines.forEach(expectWhole);
    expect(namesOf(report)).toEqual([
      'appends, 1 at once',
      'appends, 16 at once',
      'appends, 64 at once',
      'append to visible',
      'replay of 300 events',
      'start-up with 300 events',
    ]);
  });

  it('measures ten volumes at once', async () => {
    const report = await measured('d', '--only', 'none');
    report.lines.forEach(expectWhole);
    expect(namesOf(report)).toEqual(['10 volumes at once, none']);
    expect(medianOf(report.lines[0], 'stored')).toBe(10);
  });

  it('says what is wrong with its options', async () => {
    expect(await bench('e')).toMatchObject({
      code: 1,
      output: expect.stringMatching(/no part e; there are a, b, c, d/),
    });
    expect(await bench('--runs', 'many')).toMatchObject({
      code: 1,
      output: expect.stringMatching(/--runs many/),
    });
    expect(await bench('--help')).toMatchObject({
      code: 0,
      output: expect.stringMatching(/--baseline FILE/),
    });
  });
});
