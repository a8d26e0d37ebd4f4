import { spawnSync } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { type Bench, inRuns } from '../bench.js';
import { logPath } from '../history/log-file.js';
import { figuresOf, type Line, line } from '../report.js';
import { Service } from '../service.js';
import { plain } from '../text.js';

/** Seconds until the service is ready; then it is stopped again. */
const startSeconds = async (bench: Bench, dataDirectory: string): Promise<number> => {
  const began = performance.now();
  const service = await Service.start({ dataDirectory, profile: bench.options.profile });
  const seconds = (performance.now() - began) / 1000;
  await service.stop();
  return seconds;
};

const removeReadModel = async (dataDirectory: string): Promise<void> => {
  for (const ending of ['', '-wal', '-shm']) {
    await rm(join(dataDirectory, `read-model.sqlite${ending}`), { force: true });
  }
};

/** Events per second that are read from the log's file and parsed, with nothing done with them. */
const readingRate = (dataDirectory: string): number => {
  const database = new DatabaseSync(logPath(dataDirectory), { readOnly: true });
  try {
    const began = performance.now();
    let count = 0;
    for (const { data, metadata } of database
      .prepare('SELECT data, metadata FROM events ORDER BY position')
      .iterate()) {
      JSON.parse(Buffer.from(data as Uint8Array).toString());
      if ((metadata as Uint8Array).length > 0) JSON.parse(Buffer.from(metadata as Uint8Array).toString());
      count += 1;
    }
    return (count * 1000) / (performance.now() - began);
  } finally {
    database.close();
  }
};

/** Seconds that Node needs to start and do nothing. */
const nodeSeconds = (): number => {
  const began = performance.now();
  spawnSync(process.execPath, ['--eval', '0']);
  return (performance.now() - began) / 1000;
};

/** Starts without and with a read model; what the former takes longer is the replay. */
export const startLines = async (
  bench: Bench,
  dataDirectory: string,
  events: number,
): Promise<readonly Line[]> => {
  const { limits } = bench;
  const runs = await inRuns(bench, async (run) => {
    bench.note(`replay and start-up, run ${run + 1}`);
    await removeReadModel(dataDirectory);
    const fresh = await startSeconds(bench, dataDirectory);
    const startup = await startSeconds(bench, dataDirectory);
    return { rate: events / Math.max(fresh - startup, 0.001), duration: fresh, startup };
  });
  const parsing = await limits.other('reading and parsing events, one processor', '1/s', async () =>
    readingRate(dataDirectory),
  );
  const node = await limits.other('start of an empty Node process', 's', async () => nodeSeconds());
  const name = `${plain(events).replace(/\.\d+$/, '')} events`;
  const replay = figuresOf({ rate: '1/s', duration: 's' }, runs);
  const starts = runs.map(({ startup }) => ({ duration: startup }));
  return [
    line(`replay of ${name}`, replay, parsing, { main: 'rate' }),
    line(`start-up with ${name}`, figuresOf({ duration: 's' }, starts), node, {
      main: 'duration',
      better: 'less',
    }),
  ];
};
