import { toCinderTime } from '../../domain/shared/time.js';
import type { RecordedEvent } from '../../drivers/event-log/port.js';

export interface Actor {
  /** Null when nobody asked: the service set right what a dead process had left. */
  readonly user_id: string | null;
  readonly project_id: string | null;
  readonly roles: readonly string[];
  /** `worker` or `reconciler`, acting for that user; null when the user acted directly. */
  readonly service: string | null;
}

/** One event as the log holds it. Members of the metadata that an event does not have are null. */
export interface EventRecord {
  readonly revision: number;
  readonly type: string;
  /** When it was recorded, in Cinder's form. */
  readonly at: string;
  readonly data: Readonly<Record<string, unknown>>;
  readonly actor: Actor | null;
  readonly request_id: string | null;
  readonly correlation_id: string | null;
  readonly causation_id: string | null;
  readonly event_id: string;
  /** Version of the event's definition. */
  readonly schema: number | null;
}

export const eventRecord = ({ revision, type, created, data, metadata, id }: RecordedEvent): EventRecord => ({
  revision: Number(revision),
  type,
  at: toCinderTime(created),
  data,
  actor: actorOf(metadata['actor']),
  request_id: textOrNull(metadata['requestId']),
  correlation_id: textOrNull(metadata['$correlationId']),
  causation_id: textOrNull(metadata['$causationId']),
  event_id: id,
  schema: typeof metadata['schema'] === 'number' ? metadata['schema'] : null,
});

const textOrNull = (value: unknown): string | null => (typeof value === 'string' ? value : null);

const actorOf = (value: unknown): Actor | null => {
  if (typeof value !== 'object' || value === null) return null;
  const { user_id, project_id, roles, service }: Partial<Record<keyof Actor, unknown>> = value;
  return {
    user_id: textOrNull(user_id),
    project_id: textOrNull(project_id),
    roles: Array.isArray(roles) ? roles.filter((role) => typeof role === 'string') : [],
    service: textOrNull(service),
  };
};
