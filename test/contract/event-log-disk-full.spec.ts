import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { openDatabase } from '../../src/drivers/event-log/embedded/database.js';
import { EventStore } from '../../src/drivers/event-log/embedded/event-store.js';
import { type EmbeddedServer, serve } from '../../src/drivers/event-log/embedded/server.js';
import { openEventLog } from '../../src/drivers/event-log/event-log.js';
import { type EventLog, EventLogUnavailable } from '../../src/drivers/event-log/port.js';
import { temporaryDirectory } from '../support/event-log.js';
import { collect, freshStream, ids, sample, samples } from './event-log.samples.js';

/** A limit on the pages of the file gives the error that a full disk gives, wherever the tests run. */
const limitPages = (database: DatabaseSync, more: number): void => {
  const [used] = Object.values(database.prepare('PRAGMA page_count').get() ?? {});
  database.exec(`PRAGMA max_page_count = ${Number(used) + more}`);
};

describe('the embedded event log on a full disk', () => {
  let directory: string;
  let database: DatabaseSync;
  let server: EmbeddedServer;
  let log: EventLog;
  const broken: unknown[] = [];
  beforeEach(async () => {
    directory = await temporaryDirectory();
    database = openDatabase(join(directory, 'event-log.sqlite'));
    server = await serve(new EventStore(database, (error) => broken.push(error)), 0);
    log = openEventLog(server);
  });
  afterEach(async () => {
    await log.close();
    await server.close();
    await rm(directory, { recursive: true });
  });

  it('refuses an append clearly, keeps what it has, and goes on when there is room again', async () => {
    const stream = freshStream();
    const kept = samples(3);
    await log.append(stream, 'no_stream', kept);
    limitPages(database, 2);
    const large = sample({ text: 'x'.repeat(500_000) });
    const refused = log.append(stream, 2n, [large]);
    await expect(refused).rejects.toThrow(EventLogUnavailable);
    await expect(refused).rejects.toThrow(/disk of the event log is full/);
    expect(ids(await collect(log.readStream(stream)))).toEqual(ids(kept));

    limitPages(database, 10_000);
    expect((await log.append(stream, 2n, [large])).revision).toBe(3n);
    expect(ids(await collect(log.readAll()))).toEqual(ids([...kept, large]));
    expect(broken).toEqual([]);
  });

  it('tells nobody of events that were not written', async () => {
    const seen: string[] = [];
    const ending = new AbortController();
    const events = samples(2);
    let expected: 'no_stream' | bigint = 'no_stream';
    const stream = freshStream();
    for await (const item of log.subscribe({ signal: ending.signal })) {
      if (item !== 'caughtUp') seen.push(item.id);
      if (seen.length === events.length) break;
      limitPages(database, 0);
      await log.append(stream, expected, [sample({ text: 'x'.repeat(500_000) })]).catch(() => {});
      limitPages(database, 10_000);
      expected = (await log.append(stream, expected, events.slice(seen.length, seen.length + 1))).revision;
    }
    expect(seen).toEqual(ids(events));
  });
});
