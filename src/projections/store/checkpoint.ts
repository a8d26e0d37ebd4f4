import type { LogPosition } from '../../drivers/event-log/port.js';
import type { ReadModel } from './read-model.js';

/** How far the rows have come, and the event that brought them there. */
export interface Checkpoint {
  /** All events up to here are in the rows. */
  readonly position: LogPosition;
  /** The last event that changed the rows: a log that does not have it is not the log these rows were made from. */
  readonly anchor: { readonly stream: string; readonly revision: bigint; readonly id: string } | null;
}

/** Positions are kept as decimal text: they are 64 bits wide and unsigned. */
export const checkpointDefinition: readonly string[] = [
  `CREATE TABLE checkpoint (
    one INTEGER NOT NULL PRIMARY KEY CHECK (one = 1),
    commit_position TEXT NOT NULL,
    prepare_position TEXT NOT NULL,
    anchor_stream TEXT,
    anchor_revision TEXT,
    anchor_id TEXT
  ) STRICT`,
];

export const readCheckpoint = (model: ReadModel): Checkpoint | null => {
  const row = model.get('SELECT * FROM checkpoint');
  if (row === undefined) return null;
  const { commit_position, prepare_position, anchor_stream, anchor_revision, anchor_id } = row;
  return {
    position: { commit: BigInt(String(commit_position)), prepare: BigInt(String(prepare_position)) },
    anchor:
      anchor_stream === null
        ? null
        : {
            stream: String(anchor_stream),
            revision: BigInt(String(anchor_revision)),
            id: String(anchor_id),
          },
  };
};

export const writeCheckpoint = (model: ReadModel, { position, anchor }: Checkpoint): void =>
  model.run('INSERT OR REPLACE INTO checkpoint VALUES (1, ?, ?, ?, ?, ?)', [
    String(position.commit),
    String(position.prepare),
    anchor?.stream ?? null,
    anchor === null ? null : String(anchor.revision),
    anchor?.id ?? null,
  ]);
