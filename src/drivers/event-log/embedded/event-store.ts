import { randomUUID } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import { decideAppend, type Expected } from './append-decision.js';
import { EventTable } from './event-table.js';
import { GroupCommit } from './group-commit.js';
import { firstVisible, KEEP_ALL, oldestVisibleUs, parseRetention } from './retention.js';
import { type ProposedEvent, sizeOf, type StoredEvent, TOMBSTONE_REVISION } from './stored-event.js';
import { type StreamRow, StreamTable } from './stream-table.js';

export type AppendOutcome =
  | {
      readonly kind: 'written';
      readonly revision: number;
      readonly position: number;
      readonly createdUs: number;
    }
  | { readonly kind: 'repeated'; readonly revision: number }
  /** `actual` is -1 for a stream that does not exist. */
  | { readonly kind: 'wrong'; readonly actual: number }
  | { readonly kind: 'gone' };

export interface StoreAppend {
  readonly stream: string;
  readonly expected: Expected;
  readonly events: readonly ProposedEvent[];
}

export type StreamPage = StoredEvent[] | 'not_found' | 'gone';

/** The log begins past zero and skips at each start, like the byte offsets of EventStoreDB: nobody may count on them. */
const FIRST_POSITION = 1024;
const START_GAP = 1024;
const RECORD_OVERHEAD = 96;

/** The log itself: streams, global order, group commit. One instance per open database. */
export class EventStore {
  readonly #streams: StreamTable;
  readonly #events: EventTable;
  readonly #commits: GroupCommit;
  readonly #listeners = new Set<(events: readonly StoredEvent[]) => void>();
  #uncommitted: StoredEvent[] = [];
  #head: number;
  #next: number;

  /** @param broken the disk failed: the process should end and start over on the file */
  constructor(
    private readonly database: DatabaseSync,
    broken: (error: unknown) => void = () => {},
  ) {
    this.#streams = new StreamTable(database);
    this.#events = new EventTable(database);
    this.#head = this.#events.lastPosition();
    this.#next = this.#head === 0 ? FIRST_POSITION : this.#head + START_GAP;
    this.#commits = new GroupCommit(database, {
      committed: () => this.#committed(),
      rolledBack: () => this.#rolledBack(),
      broken,
    });
  }

  append(stream: string, expected: Expected, events: readonly ProposedEvent[]): Promise<AppendOutcome> {
    return this.#commits.submit(() => this.#append({ stream, expected, events }));
  }

  /** All of them in one transaction, or none: then the last outcome is a refusal. */
  appendAll(appends: readonly StoreAppend[]): Promise<readonly AppendOutcome[]> {
    return this.#commits.submit(() =>
      appends.length === 1 ? appends.map((one) => this.#append(one)) : this.#allOrNone(appends),
    );
  }

  /** Hides everything in the stream so far; it may be written again. */
  delete(stream: string, expected: Expected): Promise<AppendOutcome> {
    return this.#commits.submit(() => {
      const row = this.#streams.findOrCreate(stream);
      const decision = decideAppend(row, expected, [], () => undefined);
      if (decision.kind === 'gone') return { kind: 'gone' };
      if (decision.kind !== 'write') return { kind: 'wrong', actual: row.last };
      return this.#write(this.#streams.findOrCreate(`$$${stream}`), [
        systemEvent('$metadata', '{"$tb":9223372036854775807}'),
      ]);
    });
  }

  /** Ends the stream for good. */
  tombstone(stream: string, expected: Expected): Promise<AppendOutcome> {
    return this.#commits.submit(() => {
      const row = this.#streams.findOrCreate(stream);
      const decision = decideAppend(row, expected, [], () => undefined);
      if (decision.kind === 'gone') return { kind: 'gone' };
      if (decision.kind !== 'write') return { kind: 'wrong', actual: row.last };
      this.#streams.save({ ...row, tombstoned: true });
      const createdUs = nowUs();
      const event = this.#record(row, systemEvent('$streamDeleted', '{}'), TOMBSTONE_REVISION, createdUs);
      return { kind: 'written', revision: TOMBSTONE_REVISION, position: event.position, createdUs };
    });
  }

  /** @param from revision to begin with, in reading direction */
  pageOfStream(stream: string, from: number, backwards: boolean, limit: number): StreamPage {
    const row = this.#streams.find(stream);
    if (row?.tombstoned) return 'gone';
    if (!row || row.last < 0 || row.deleted) return 'not_found';
    const retention = stream.startsWith('$$') ? { ...row.retention, maxCount: 1 } : row.retention;
    const lowest = firstVisible(retention, row.last);
    const createdAfterUs = oldestVisibleUs(retention, Date.now() * 1000);
    return this.#events.pageOfStream(row, { from, backwards, lowest, createdAfterUs, limit });
  }

  /**
   * @param after exclusive, in reading direction
   * @param categories which categories to look into; every one when absent
   */
  pageOfAll(
    after: number,
    backwards: boolean,
    limit: number,
    categories?: (category: string) => boolean,
  ): StoredEvent[] {
    const ids = categories && this.#streams.categories(categories);
    return this.#events.pageOfAll({ after, backwards, limit, categories: ids });
  }

  /** Position of the last committed event, system events included; 0 for an empty log. */
  head(): number {
    return this.#head;
  }

  /** Calls `listener` with the events of each commit, in order, in the same turn. Returns how to stop it. */
  onCommit(listener: (events: readonly StoredEvent[]) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Commits what is waiting and closes the file. */
  close(): void {
    this.#commits.flush();
    this.#listeners.clear();
    this.database.close();
  }

  /** Others have a part in the transaction, too: only what is of these appends is undone. */
  #allOrNone(appends: readonly StoreAppend[]): readonly AppendOutcome[] {
    const recorded = this.#uncommitted.length;
    this.database.exec('SAVEPOINT appends');
    const outcomes: AppendOutcome[] = [];
    for (const one of appends) {
      const outcome = this.#append(one);
      outcomes.push(outcome);
      if (outcome.kind === 'written' || outcome.kind === 'repeated') continue;
      this.database.exec('ROLLBACK TO appends');
      this.#uncommitted.length = recorded;
      this.#streams.reload();
      break;
    }
    this.database.exec('RELEASE appends');
    return outcomes;
  }

  #append({ stream, expected, events }: StoreAppend): AppendOutcome {
    const row = this.#streams.find(stream) ?? unborn(stream);
    const ids = events.map((event) => event.id);
    const decision = decideAppend(row, expected, ids, (revision) => this.#events.idAt(row, revision));
    if (decision.kind === 'wrong') return { kind: 'wrong', actual: row.deleted ? -1 : row.last };
    if (decision.kind === 'gone') return { kind: 'gone' };
    if (decision.kind === 'repeat') return { kind: 'repeated', revision: decision.last };
    const born = row.id === 0 ? this.#streams.findOrCreate(stream) : row;
    return this.#write(born, events);
  }

  #write(row: StreamRow, events: readonly ProposedEvent[]): AppendOutcome {
    const retention = row.deleted ? this.#revive(row) : row.retention;
    let revision = row.last;
    let position = this.#head;
    const createdUs = nowUs();
    for (const event of events) {
      revision += 1;
      position = this.#record(row, event, revision, createdUs).position;
    }
    this.#streams.save({ ...row, last: revision, retention });
    const last = events.at(-1);
    if (row.name.startsWith('$$') && last?.type === '$metadata') this.#applyMetadata(row.name.slice(2), last);
    return { kind: 'written', revision, position, createdUs };
  }

  /** A deleted stream that is written again shows only what comes from now on. */
  #revive(row: StreamRow): StreamRow['retention'] {
    const truncateBefore = row.last + 1;
    const metadata = this.#streams.findOrCreate(`$$${row.name}`);
    this.#write(metadata, [systemEvent('$metadata', JSON.stringify({ $tb: truncateBefore }))]);
    return { ...KEEP_ALL, truncateBefore };
  }

  #applyMetadata(target: string, event: ProposedEvent): void {
    const row = this.#streams.findOrCreate(target);
    this.#streams.save({ ...row, retention: parseRetention(event.data) });
  }

  #record(row: StreamRow, proposed: ProposedEvent, revision: number, createdUs: number): StoredEvent {
    const event: StoredEvent = {
      ...proposed,
      stream: row.name,
      position: this.#next,
      revision,
      createdUs,
    };
    this.#events.insert(row, event);
    this.#next += RECORD_OVERHEAD + row.name.length + sizeOf(proposed);
    this.#uncommitted.push(event);
    return event;
  }

  #committed(): void {
    const events = this.#uncommitted;
    this.#uncommitted = [];
    const last = events.at(-1);
    if (!last) return;
    this.#head = last.position;
    for (const listener of this.#listeners) listener(events);
  }

  /** As in {@link #allOrNone}, positions used in vain stay unused: a gap is harmless, a position given twice is not. */
  #rolledBack(): void {
    this.#uncommitted = [];
    this.#streams.reload();
  }
}

const nowUs = (): number => Date.now() * 1000;

/** Stands for a stream with no row yet, so that a refused append leaves nothing behind. */
const unborn = (name: string): StreamRow => ({
  id: 0,
  name,
  category: 0,
  last: -1,
  tombstoned: false,
  deleted: false,
  retention: KEEP_ALL,
});

const systemEvent = (type: string, json: string): ProposedEvent => ({
  id: randomUUID(),
  type,
  json: true,
  data: Buffer.from(json),
  metadata: new Uint8Array(),
});

/** Marks a start of the log, as EventStoreDB marks each new leader: consumers meet system events early. */
export const epochEvent = (): ProposedEvent => systemEvent('$EpochInformation', '{}');
export const EPOCH_STREAM = '$epoch-information';
