import { Query } from '@nestjs/cqrs';

/** `backupData` is the stream of a backup's chunks. */
export type HistoryCategory = 'volume' | 'snapshot' | 'backup' | 'backupData' | 'restore';

export interface Actor {
  readonly user_id: string;
  readonly project_id: string;
  readonly roles: readonly string[];
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

export interface EventsPage {
  /** Whose it is, also after it was deleted; null when nothing of that id was ever recorded. */
  readonly project_id: string | null;
  readonly events: readonly EventRecord[];
  /** Revision to go on from; null when this page ends the stream. */
  readonly next: number | null;
}

/** What happened to one aggregate, in order, straight from its stream, also after it was deleted. */
export class ListEventsOf extends Query<EventsPage> {
  constructor(
    readonly category: HistoryCategory,
    readonly id: string,
    /** First revision; default 0. */
    readonly from: number = 0,
    readonly limit: number = 1000,
  ) {
    super();
  }
}
