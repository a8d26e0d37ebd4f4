import { rmSync } from 'node:fs';
import { mkdtemp, mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { inspect } from 'node:util';
import { judged } from './bars.js';
import { type Baseline, compared, readBaseline } from './baseline.js';
import type { Bench, Part } from './bench.js';
import { Limits } from './limits/limits.js';
import { type Options, parseOptions, type PartName, usage } from './options.js';
import { apiPart } from './parts/api.js';
import { dataPart } from './parts/data.js';
import { logPart } from './parts/log.js';
import { manyPart } from './parts/many.js';
import { commit, machine, writeReport } from './report.js';
import { barsTable, limitsTable, linesTable } from './table.js';

const parts: Readonly<Record<PartName, { readonly title: string; readonly part: Part }>> = {
  a: { title: 'one volume', part: dataPart },
  b: { title: 'the API', part: apiPart },
  c: { title: 'the event log', part: logPart },
  d: { title: 'ten volumes at once', part: manyPart },
};

const runPart = async (name: PartName, options: Options, baseline: Baseline): Promise<void> => {
  const parent = options.directory ?? tmpdir();
  await mkdir(parent, { recursive: true });
  const directory = await mkdtemp(join(resolve(parent), 'emberlog-bench-'));
  const clean = (): void => rmSync(directory, { recursive: true, force: true });
  process.once('exit', clean);
  const limits = new Limits({ ...options, directory });
  const date = new Date().toISOString();
  const note = (text: string): void => void process.stderr.write(`${name}: ${text}\n`);
  const bench: Bench = { options, limits, directory, note };
  try {
    const { title, part } = parts[name];
    const lines = (await part(bench)).map((line) => judged(compared(line, baseline)));
    const measured = await limits.all();
    const path = writeReport(options.results, {
      part: name,
      date,
      machine: machine(),
      commit: commit(),
      options: { ...options, only: options.only.source },
      limits: measured,
      lines,
    });
    process.stdout.write(
      `\n(${name}) ${title}\n\n${limitsTable(measured)}\n\n${linesTable(lines)}\n\n${barsTable(lines)}\n\n${path}\n`,
    );
  } finally {
    process.removeListener('exit', clean);
    clean();
  }
};

// Whoever interrupts it wants its gigabytes back; the processes it started end with it.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));

try {
  const options = parseOptions(process.argv.slice(2));
  if (options === 'help') process.stdout.write(`${usage}\n`);
  else {
    const baseline = options.baseline === null ? new Map() : readBaseline(options.baseline);
    for (const name of options.parts) await runPart(name, options, baseline);
  }
} catch (error) {
  // With its causes: of a request that failed they alone say why.
  process.stderr.write(`bench: ${inspect(error)}\n`);
  process.exitCode = 1;
}
