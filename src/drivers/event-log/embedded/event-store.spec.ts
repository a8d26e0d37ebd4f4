import { jest } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseInUse, openDatabase } from './database.js';
import { EventStore, type StreamPage } from './event-store.js';
import type { ProposedEvent, StoredEvent } from './stored-event.js';

const event = (over: Partial<ProposedEvent> = {}): ProposedEvent => ({
  id: randomUUID(),
  type: 'Sample',
  json: true,
  data: Buffer.from('{}'),
  metadata: Buffer.from('{}'),
  ...over,
});

const revisions = (page: StreamPage): number[] | string =>
  typeof page === 'string' ? page : page.map((one) => one.revision);

describe('EventStore', () => {
  let directory: string;
  let store: EventStore;
  const open = (): EventStore => new EventStore(openDatabase(join(directory, 'log.sqlite')));
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'emberlog-store-'));
    store = open();
  });
  afterEach(() => {
    store.close();
    rmSync(directory, { recursive: true });
  });
  const all = (): StoredEvent[] => store.pageOfAll(-1, false, 100);
  const read = (stream: string): number[] | string => revisions(store.pageOfStream(stream, 0, false, 100));

  it('gives positions that do not begin at zero, do not follow each other, and go on after a restart', async () => {
    await store.append('a-1', 'no_stream', [event(), event()]);
    store.close();
    store = open();
    await store.append('a-1', 1, [event()]);
    const positions = all().map((one) => one.position);
    expect(positions[0]).toBeGreaterThan(0);
    const steps = positions.slice(1).map((position, index) => position - (positions[index] ?? 0));
    expect(Math.min(...steps)).toBeGreaterThan(1);
  });

  it('keeps everything a stream is across a restart', async () => {
    const first = event();
    await store.append('a-1', 'no_stream', [first]);
    await store.tombstone('a-2', 'any');
    store.close();
    store = open();
    expect(await store.append('a-1', 'no_stream', [first])).toEqual({ kind: 'repeated', revision: 0 });
    expect(await store.append('a-1', 'no_stream', [event()])).toEqual({ kind: 'wrong', actual: 0 });
    expect(await store.append('a-2', 'no_stream', [event()])).toEqual({ kind: 'gone' });
  });

  it('makes all of several appends or none, each behind those before it', async () => {
    await store.append('a-1', 'no_stream', [event()]);
    const seen: string[] = [];
    store.onCommit((events) => seen.push(...events.map((one) => `${one.stream} ${one.revision}`)));
    const more = (stream: string, expected: number | 'no_stream') => ({
      stream,
      expected,
      events: [event()],
    });
    const [refused, made] = await Promise.all([
      store.appendAll([more('a-1', 0), more('b-1', 'no_stream'), more('new-1', 7), more('a-1', 1)]),
      store.appendAll([more('a-1', 0), more('b-2', 'no_stream'), more('a-1', 1)]),
      store.append('a-2', 'no_stream', [event()]),
    ]);
    expect(refused.map(({ kind }) => kind)).toEqual(['written', 'written', 'wrong']);
    expect(made).toMatchObject([
      { kind: 'written', revision: 1 },
      { kind: 'written', revision: 0 },
      { kind: 'written', revision: 2 },
    ]);
    expect(seen).toEqual(['a-1 1', 'b-2 0', 'a-1 2', 'a-2 0']);
    expect([read('a-1'), read('b-1'), read('new-1')]).toEqual([[0, 1, 2], 'not_found', 'not_found']);
    // The category was new with what was undone, and is new again.
    await store.append('new-1', 'no_stream', [event()]);
    expect(store.pageOfAll(-1, false, 100, (name) => name === 'new').map(({ stream }) => stream)).toEqual([
      'new-1',
    ]);
  });

  it('knows several appends again', async () => {
    const appends = ['a-1', 'b-1'].map(
      (stream) => ({ stream, expected: 'no_stream', events: [event()] }) as const,
    );
    await store.appendAll(appends);
    expect(await store.appendAll(appends)).toEqual([
      { kind: 'repeated', revision: 0 },
      { kind: 'repeated', revision: 0 },
    ]);
  });

  it('decides appends of one commit one after the other', async () => {
    const outcomes = await Promise.all([
      store.append('a-1', 'no_stream', [event()]),
      store.append('a-1', 0, [event()]),
      store.append('a-1', 0, [event()]),
      store.append('a-1', 1, [event()]),
    ]);
    expect(outcomes.map((outcome) => outcome.kind)).toEqual(['written', 'written', 'wrong', 'written']);
  });

  it('tells its listeners once per commit, after it, in order', async () => {
    const heard: number[] = [];
    const stop = store.onCommit((events) => heard.push(events.length, store.head()));
    await Promise.all([
      store.append('a-1', 'no_stream', [event()]),
      store.append('b-1', 'no_stream', [event()]),
    ]);
    stop();
    await store.append('a-1', 0, [event()]);
    expect(heard).toEqual([2, all()[1]?.position]);
  });

  it('hides a deleted stream, and shows only what is written to it afterwards', async () => {
    await store.append('a-1', 'no_stream', [event(), event()]);
    await store.delete('a-1', 1);
    expect(read('a-1')).toBe('not_found');
    expect(await store.append('a-1', 'no_stream', [event()])).toMatchObject({ kind: 'written', revision: 2 });
    expect(read('a-1')).toEqual([2]);
  });

  it('hides events past their age, in stream reads only', async () => {
    await store.append('a-1', 'no_stream', [event()]);
    await store.append('$$a-1', 'any', [event({ type: '$metadata', data: Buffer.from('{"$maxAge":1}') })]);
    expect(read('a-1')).toEqual([0]);
    const later = Date.now() + 5000;
    const now = jest.spyOn(Date, 'now').mockReturnValue(later);
    try {
      expect(read('a-1')).toEqual([]);
      expect(all().filter((one) => one.stream === 'a-1')).toHaveLength(1);
    } finally {
      now.mockRestore();
    }
  });

  it('walks categories by themselves and merged, in both directions', async () => {
    for (const stream of ['a-1', 'b-1', 'c-1', 'a-2', 'b-1x', 'a'])
      await store.append(stream, 'any', [event()]);
    const names = (page: StoredEvent[]): string[] => page.map((one) => one.stream);
    expect(names(store.pageOfAll(-1, false, 100, (name) => name === 'a'))).toEqual(['a-1', 'a-2', 'a']);
    expect(names(store.pageOfAll(-1, false, 3, (name) => name !== 'c'))).toEqual(['a-1', 'b-1', 'a-2']);
    expect(names(store.pageOfAll(store.head(), true, 2, (name) => name !== 'c'))).toEqual(['b-1x', 'a-2']);
    expect(store.pageOfAll(-1, false, 100, () => false)).toEqual([]);
  });

  it('ends a page early when its events are large', async () => {
    for (let n = 0; n < 4; n++) await store.append('a-1', 'any', [event({ data: Buffer.alloc(700_000) })]);
    expect(revisions(store.pageOfStream('a-1', 0, false, 100))).toEqual([0, 1]);
  });

  it('keeps a second one out', () => {
    expect(open).toThrow(DatabaseInUse);
  });
});
