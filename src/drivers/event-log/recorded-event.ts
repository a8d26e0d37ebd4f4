import type { AllStreamResolvedEvent, ResolvedEvent } from '@eventstore/db-client';
import type { LogPosition, RecordedEvent } from './port.js';
import type { RecordAnswer } from './read-answer.js';

/** System events describe the log itself (`$metadata`, `$streamDeleted`, links, statistics). */
export const isSystem = (event: Pick<RecordedEvent, 'stream' | 'type'>): boolean =>
  event.stream.startsWith('$') || event.type.startsWith('$');

/** An event as our port describes it; undefined for what is not ours: no event, or one whose data is no JSON object. */
export const toRecorded = (resolved: ResolvedEvent | AllStreamResolvedEvent): RecordedEvent | undefined => {
  const event = resolved.event;
  if (!event || !event.isJson || !isRecord(event.data)) return undefined;
  return {
    stream: event.streamId,
    id: event.id,
    type: event.type,
    data: event.data,
    metadata: isRecord(event.metadata) ? event.metadata : {},
    revision: event.revision,
    position: positionOf(resolved),
    created: event.created,
  };
};

/** What a subscription met in the log: one of our events, or none. */
export interface Met {
  readonly position: LogPosition;
  readonly event: RecordedEvent | undefined;
}

/**
 * The same of an answer that was decoded by hand, without what the client makes of it in between: a replay has a million of
 * them. Undefined where the client has to be asked.
 */
export const metIn = (answer: RecordAnswer): Met | undefined => {
  const { id, stream, type, created } = answer;
  if (stream === undefined || type === undefined || created === undefined) return undefined;
  // Ticks of 100 ns since 1970; as a number they would not be exact.
  const milliseconds = Number(created.slice(0, -4));
  if (!Number.isSafeInteger(milliseconds)) return undefined;
  const position = { commit: BigInt(answer.commit), prepare: BigInt(answer.prepare) };
  const data = answer.contentType === 'application/json' ? parsed(answer.dataText()) : undefined;
  if (!isRecord(data)) return { position, event: undefined };
  const metadata = answer.hasMetadata() ? parsed(answer.metadataText()) : undefined;
  return {
    position,
    event: {
      stream,
      id,
      type,
      data,
      metadata: isRecord(metadata) ? metadata : {},
      revision: BigInt(answer.revision),
      position,
      created: new Date(milliseconds),
    },
  };
};

const parsed = (json: string): unknown => {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
};

/** @throws Error for a server too old to say where in the log the events of a stream are */
export const positionOf = (resolved: ResolvedEvent | AllStreamResolvedEvent): LogPosition => {
  const position = resolved.event?.position ?? resolved.link?.position;
  if (!position) throw new Error('the event log server is too old: EventStoreDB 23.10 or later is needed');
  return { commit: position.commit, prepare: position.prepare };
};

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Uint8Array);
