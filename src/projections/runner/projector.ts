import { streamOf } from '../../domain/shared/event.js';
import type { RecordedEvent } from '../../drivers/event-log/port.js';
import { ClaimsOf } from '../claims/claims.table.js';
import { decodeEvent } from '../history/decode-event.js';
import { readCheckpoint, writeCheckpoint, type Checkpoint } from '../store/checkpoint.js';
import type { ReadModel } from '../store/read-model.js';
import { isFileTrouble } from '../store/sqlite-errors.js';
import type { AnyTable } from '../store/table.js';

/** An aggregate after a batch of events. */
export interface Change {
  readonly category: string;
  readonly id: string;
  /** The state of that category's aggregate; null when it turned out never to exist. */
  readonly state: unknown;
}

/** The program cannot make sense of an event; going on without it would make every answer doubtful. */
export class PoisonedEvent extends Error {
  override readonly name = 'PoisonedEvent';
  constructor(
    readonly event: RecordedEvent,
    cause: unknown,
  ) {
    super(
      `event ${event.revision} of stream ${event.stream} (${event.type}) cannot be projected: ` +
        (cause instanceof Error ? cause.message : String(cause)),
      { cause },
    );
  }
}

/** A table with its statements, which are the same text each time. */
interface Target {
  readonly table: AnyTable;
  readonly select: string;
  readonly put: string;
  readonly remove: string;
}

const targetOf = (table: AnyTable): Target => ({
  table,
  select: `SELECT revision, state FROM ${table.name} WHERE id = ?`,
  put: `INSERT INTO ${table.name} (id, revision, next_step, state) VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE
        SET revision = excluded.revision, next_step = excluded.next_step, state = excluded.state`,
  remove: `DELETE FROM ${table.name} WHERE id = ?`,
});

interface LoadedRow {
  readonly target: Target;
  readonly id: string;
  state: unknown;
  revision: number;
  readonly claims: ClaimsOf;
  /** The last event applied to it since it was loaded. */
  changedBy: RecordedEvent | null;
}

/** What was made of events and is not in the file yet. */
interface Gathered {
  readonly rows: Map<string, LoadedRow>;
  /** How many events. */
  count: number;
  last: RecordedEvent | null;
  /** The last one of a stream with rows. */
  anchor: RecordedEvent | null;
}

export interface Committed {
  readonly changes: readonly Change[];
  /** The last event that is in the rows now. */
  readonly last: RecordedEvent;
}

/** Brings the rows from one checkpoint to the next: events are gathered in memory, and then written in one transaction. */
export class Projector {
  private readonly byCategory: ReadonlyMap<string, Target>;
  private readonly unknownTypes = new Set<string>();
  private gathered: Gathered | null = null;

  constructor(
    private readonly model: ReadModel,
    tables: readonly AnyTable[],
    private readonly warn: (message: string) => void,
  ) {
    this.byCategory = new Map(tables.map((table) => [table.aggregate.category, targetOf(table)]));
  }

  checkpoint(): Checkpoint | null {
    return readCheckpoint(this.model);
  }

  /** Does the event belong to a stream that has rows? */
  concerns(event: RecordedEvent): boolean {
    return this.byCategory.has(categoryOf(event.stream));
  }

  /** How many events wait for {@link commit}. */
  get waiting(): number {
    return this.gathered?.count ?? 0;
  }

  /**
   * Applies events in the log's order and moves the checkpoint behind the last one. Events that are in the rows already
   * have no effect.
   * @throws PoisonedEvent nothing was applied
   */
  apply(events: readonly RecordedEvent[]): readonly Change[] {
    try {
      this.gather(events);
      return this.commit()?.changes ?? [];
    } catch (error) {
      this.discard();
      throw error;
    }
  }

  /** Applies events in memory. @throws PoisonedEvent what came before it is gathered */
  gather(events: readonly RecordedEvent[]): void {
    const gathered = (this.gathered ??= { rows: new Map(), count: 0, last: null, anchor: null });
    for (const event of events) {
      const target = this.byCategory.get(categoryOf(event.stream));
      if (target !== undefined) {
        this.applyOne(target, event, gathered.rows);
        gathered.anchor = event;
      }
      gathered.last = event;
      gathered.count += 1;
    }
  }

  /**
   * Writes what was gathered, in one transaction. Null: that was nothing.
   * @throws PoisonedEvent a row that its table refuses; like after any other failure, all is still only gathered
   */
  commit(): Committed | null {
    if (this.gathered === null) return null;
    const { rows, last, anchor } = this.gathered;
    if (last === null) return null;
    const changed = [...rows.values()].filter((row) => row.changedBy !== null);
    this.model.transaction(() => {
      for (const row of changed) this.save(row);
      writeCheckpoint(this.model, {
        position: last.position,
        anchor: anchor ?? this.checkpoint()?.anchor ?? null,
      });
    });
    this.gathered = null;
    const changes = changed.map(({ target, id, state }) => ({
      category: target.table.aggregate.category,
      id,
      state,
    }));
    return { changes, last };
  }

  /** Forgets what was gathered and not committed. */
  discard(): void {
    this.gathered = null;
  }

  private applyOne(target: Target, event: RecordedEvent, rows: Map<string, LoadedRow>): void {
    const row = this.row(target, event, rows);
    const { table } = target;
    if (Number(event.revision) <= row.revision) return;
    try {
      const known = decodeEvent(event, table.aggregate.events);
      if (known === null) return this.warnOnce(event);
      const state = table.aggregate.evolve(row.state, known);
      row.claims.become(state === null ? [] : table.claims(state), known.at);
      row.state = state;
    } catch (error) {
      throw asPoison(error, event);
    }
    row.revision = Number(event.revision);
    row.changedBy = event;
  }

  private row(target: Target, event: RecordedEvent, rows: Map<string, LoadedRow>): LoadedRow {
    const loaded = rows.get(event.stream);
    if (loaded !== undefined) return loaded;
    const { table } = target;
    const id = event.stream.slice(streamOf(table.aggregate.category, '').length);
    const stored = this.model.get(target.select, [id]);
    const state: unknown = stored === undefined ? null : JSON.parse(String(stored['state']));
    const row: LoadedRow = {
      target,
      id,
      state,
      revision: stored === undefined ? -1 : Number(stored['revision']),
      claims: new ClaimsOf(event.stream, state === null ? [] : table.claims(state)),
      changedBy: null,
    };
    rows.set(event.stream, row);
    return row;
  }

  private save({ target, id, state, revision, claims, changedBy }: LoadedRow): void {
    const { table, put, remove } = target;
    this.model.changed(table.name, id);
    try {
      claims.write(this.model);
      if (state === null) return this.model.run(remove, [id]);
      this.model.run(put, [id, revision, table.nextStep(state), JSON.stringify(state)]);
    } catch (error) {
      throw changedBy === null ? error : asPoison(error, changedBy);
    }
  }

  private warnOnce({ type, stream, revision }: RecordedEvent): void {
    if (this.unknownTypes.has(type)) return;
    this.unknownTypes.add(type);
    this.warn(
      `events of type ${type} are not known here and are left out, first event ${revision} of ${stream}`,
    );
  }
}

const categoryOf = (stream: string): string => stream.slice(0, Math.max(0, stream.indexOf('-')));

/** Trouble with the file (a full disk, damage) passes; trouble with the event does not. */
const asPoison = (error: unknown, event: RecordedEvent): unknown =>
  isFileTrouble(error) ? error : new PoisonedEvent(event, error);
