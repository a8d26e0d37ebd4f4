import type { AllStreamResolvedEvent, ResolvedEvent } from '@eventstore/db-client';
import type { LogPosition, RecordedEvent } from './port.js';

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

/** @throws Error for a server too old to say where in the log the events of a stream are */
export const positionOf = (resolved: ResolvedEvent | AllStreamResolvedEvent): LogPosition => {
  const position = resolved.event?.position ?? resolved.link?.position;
  if (!position) throw new Error('the event log server is too old: EventStoreDB 23.10 or later is needed');
  return { commit: position.commit, prepare: position.prepare };
};

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Uint8Array);
