import { copyFileSync, existsSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { comparePositions, type EventLog, type RecordedEvent } from '../src/drivers/event-log/port.js';
import type { ReadModel } from '../src/projections/store/read-model.js';
import { eventually } from './support/eventually.js';
import { projectionOf, type TestProjection } from './support/projection.js';
import { event, History, volumeRequested } from './support/read-model-history.js';
import { allRows, openTestReadModel } from './support/read-model.js';

/** Enough for a rebuild to commit more than once before it has caught up. */
const volumes = 12_000;
const history = new History();
for (let n = 0; n < volumes; n += 1) {
  history.add(`volume-${n}`, volumeRequested(String(n), { display_name: `n${n % 7}` }));
  if (n % 2 === 0) history.add(`volume-${n}`, event('VolumeCreated', { host: 'h@b#p', status: 'available' }));
}

/** A log with these events that falls silent before the event of that number. */
const logOf = (events: readonly RecordedEvent[], silentAt = Infinity): EventLog => ({
  append: () => Promise.reject(new Error('nobody appends')),
  async *readStream(stream, { from = 0n } = {}) {
    yield* events.filter((one) => one.stream === stream && one.revision >= from);
  },
  readAll: () => {
    throw new Error('nobody reads it all');
  },
  head: () => Promise.resolve(events.at(-1)?.position),
  async *subscribe({ after, signal }) {
    for (const [number, one] of events.entries()) {
      if (number >= silentAt) break;
      if (after === undefined || comparePositions(one.position, after) > 0) yield one;
    }
    if (silentAt === Infinity) yield 'caughtUp';
    await new Promise((resolve) => signal.addEventListener('abort', resolve));
  },
  close: () => Promise.resolve(),
});

const indexesOf = (model: ReadModel): readonly unknown[] =>
  model.all(`SELECT sql FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL ORDER BY name`);

/** What a process that is killed now leaves behind. */
const leftBy = ({ file }: TestProjection): string => {
  const copy = join(mkdtempSync(join(tmpdir(), 'emberlog-read-model-')), 'read-model.sqlite');
  for (const ending of ['', '-wal'])
    if (existsSync(file + ending)) copyFileSync(file + ending, copy + ending);
  return copy;
};

const whole = async (projection: TestProjection): Promise<{ rows: object; indexes: readonly unknown[] }> => {
  projection.runner.start();
  await projection.runner.untilReady();
  return { rows: allRows(projection.model), indexes: indexesOf(projection.model) };
};

describe('a rebuild of many events', () => {
  let asExpected: object;
  beforeAll(() => {
    const plain = openTestReadModel();
    for (let at = 0; at < history.events.length; at += 500)
      plain.projector.apply(history.events.slice(at, at + 500));
    asExpected = { rows: allRows(plain.model), indexes: indexesOf(plain.model) };
    plain.close();
  });

  it('ends in the rows and the indexes of a small one', async () => {
    const projection = projectionOf(logOf(history.events));
    expect(await whole(projection)).toEqual(asExpected);
    await projection.end();
  });

  it('that is killed in the middle is not taken for whole, and goes on', async () => {
    const dying = projectionOf(logOf(history.events, 17_500));
    dying.runner.start();
    await eventually(() => expect(dying.runner.health().checkpoint).not.toBeNull(), 60_000);
    const left = leftBy(dying);
    expect(dying.runner.health().ready).toBe(false);
    await dying.end();

    const opened = openTestReadModel(left);
    expect(indexesOf(opened.model)).toEqual([]);
    const rows = opened.model.get('SELECT count(*) AS n FROM volumes')?.['n'];
    expect(rows).toBeGreaterThan(0);
    expect(rows).toBeLessThan(volumes);
    const next = projectionOf(logOf(history.events), opened);
    expect(await whole(next)).toEqual(asExpected);
    await next.end();
  });

  it('that is killed while it makes its indexes makes the others at the next start', async () => {
    const stopped = openTestReadModel();
    stopped.model.hurry(true);
    stopped.projector.apply(history.events);
    const dying = new AbortController();
    const settling = stopped.model.settle(dying.signal);
    dying.abort();
    await settling;
    expect(indexesOf(stopped.model)).toHaveLength(1);
    stopped.model.close();
    const next = projectionOf(logOf(history.events), openTestReadModel(stopped.file));
    expect(await whole(next)).toEqual(asExpected);
    await next.end();
  });

  it('finds out which event it is that cannot be projected, and keeps what came before', async () => {
    const bad = new History();
    for (let n = 0; n < 17_000; n += 1) bad.add(`volume-${n}`, volumeRequested(String(n)));
    bad.add('volume-bad', { type: 'VolumeCreateRequested', data: { volume_id: 'bad' } });
    bad.add('volume-last', volumeRequested('last'));
    const projection = projectionOf(logOf(bad.events));
    projection.runner.start();
    await expect(projection.runner.untilReady()).rejects.toThrow(/event 0 of stream volume-bad/);
    expect(projection.model.get('SELECT count(*) AS n FROM volumes')?.['n']).toBe(17_000);
    await projection.end();
  });
});
