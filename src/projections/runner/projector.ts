import { streamOf } from '../../domain/shared/event.js';
import type { RecordedEvent } from '../../drivers/event-log/port.js';
import { recordClaims } from '../claims/claims.table.js';
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

interface LoadedRow {
  readonly table: AnyTable;
  readonly id: string;
  state: unknown;
  revision: number;
  /** The last event applied to it in this batch. */
  changedBy: RecordedEvent | null;
}

/** Brings the rows from one checkpoint to the next: a batch of events, one transaction. */
export class Projector {
  private readonly byCategory: ReadonlyMap<string, AnyTable>;
  private readonly unknownTypes = new Set<string>();

  constructor(
    private readonly model: ReadModel,
    tables: readonly AnyTable[],
    private readonly warn: (message: string) => void,
  ) {
    this.byCategory = new Map(tables.map((table) => [table.aggregate.category, table]));
  }

  checkpoint(): Checkpoint | null {
    return readCheckpoint(this.model);
  }

  /** Does the event belong to a stream that has rows? */
  concerns(event: RecordedEvent): boolean {
    return this.byCategory.has(categoryOf(event.stream));
  }

  /**
   * Applies events in the log's order and moves the checkpoint behind the last one. Events that are in the rows already
   * have no effect.
   * @throws PoisonedEvent nothing was applied
   */
  apply(events: readonly RecordedEvent[]): readonly Change[] {
    const last = events.at(-1);
    if (last === undefined) return [];
    return this.model.transaction(() => {
      const rows = new Map<string, LoadedRow>();
      for (const event of events) this.applyOne(event, rows);
      const changed = [...rows.values()].filter((row) => row.changedBy !== null);
      for (const row of changed) this.save(row);
      const anchor = events.findLast((event) => this.concerns(event)) ?? this.checkpoint()?.anchor ?? null;
      writeCheckpoint(this.model, { position: last.position, anchor });
      return changed.map(({ table, id, state }) => ({ category: table.aggregate.category, id, state }));
    });
  }

  private applyOne(event: RecordedEvent, rows: Map<string, LoadedRow>): void {
    const table = this.byCategory.get(categoryOf(event.stream));
    if (table === undefined) return;
    const row = this.row(table, event, rows);
    if (Number(event.revision) <= row.revision) return;
    try {
      const known = decodeEvent(event, table.aggregate.events);
      if (known === null) return this.warnOnce(event);
      const before = row.state;
      row.state = table.aggregate.evolve(before, known);
      recordClaims(
        this.model,
        { holder: event.stream, since: known.at },
        before === null ? [] : table.claims(before),
        row.state === null ? [] : table.claims(row.state),
      );
    } catch (error) {
      throw asPoison(error, event);
    }
    row.revision = Number(event.revision);
    row.changedBy = event;
  }

  private row(table: AnyTable, event: RecordedEvent, rows: Map<string, LoadedRow>): LoadedRow {
    const loaded = rows.get(event.stream);
    if (loaded !== undefined) return loaded;
    const id = event.stream.slice(streamOf(table.aggregate.category, '').length);
    const stored = this.model.get(`SELECT revision, state FROM ${table.name} WHERE id = ?`, [id]);
    const row: LoadedRow = {
      table,
      id,
      state: stored === undefined ? null : JSON.parse(String(stored['state'])),
      revision: stored === undefined ? -1 : Number(stored['revision']),
      changedBy: null,
    };
    rows.set(event.stream, row);
    return row;
  }

  private save({ table, id, state, revision, changedBy }: LoadedRow): void {
    this.model.changed(table.name, id);
    try {
      if (state === null) return this.model.run(`DELETE FROM ${table.name} WHERE id = ?`, [id]);
      this.model.run(
        `INSERT INTO ${table.name} (id, revision, next_step, state) VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE
         SET revision = excluded.revision, next_step = excluded.next_step, state = excluded.state`,
        [id, revision, table.nextStep(state), JSON.stringify(state)],
      );
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
