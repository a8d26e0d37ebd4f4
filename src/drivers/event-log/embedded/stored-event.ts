/** What a caller hands in: one event of an append. */
export interface ProposedEvent {
  /** Lower-case UUID text. */
  readonly id: string;
  readonly type: string;
  readonly json: boolean;
  readonly data: Uint8Array;
  readonly metadata: Uint8Array;
}

/** One row of the log. Positions and revisions fit a double: a log of 2^53 bytes is out of reach. */
export interface StoredEvent extends ProposedEvent {
  readonly position: number;
  readonly stream: string;
  readonly revision: number;
  /** Microseconds since 1970. */
  readonly createdUs: number;
}

/** The `$streamDeleted` event stands at the end of time; on the wire this is 2^63 - 1. */
export const TOMBSTONE_REVISION = Number.MAX_SAFE_INTEGER;

/** Text before the first `-`, or the whole name. */
export const categoryOf = (stream: string): string => {
  const dash = stream.indexOf('-');
  return dash < 0 ? stream : stream.slice(0, dash);
};

/** What the log counts against its append limit; EventStoreDB counts the same. */
export const sizeOf = (event: Pick<ProposedEvent, 'type' | 'data' | 'metadata'>): number =>
  event.data.length + event.metadata.length + 2 * event.type.length;
