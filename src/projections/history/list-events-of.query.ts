import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { EventHistory } from './event-history.js';
import { eventRecord, type EventRecord } from './event-record.js';

export type { Actor, EventRecord } from './event-record.js';

/** `backupData` is the stream of a backup's chunks. */
export type HistoryCategory = 'volume' | 'snapshot' | 'backup' | 'backupData' | 'restore' | 'backupSchedule';

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

@QueryHandler(ListEventsOf)
export class ListEventsOfHandler implements IQueryHandler<ListEventsOf> {
  constructor(private readonly history: EventHistory) {}

  async execute({ category, id, from, limit }: ListEventsOf): Promise<EventsPage> {
    const events: EventRecord[] = [];
    let next: number | null = null;
    // One more than asked for tells whether there is a next page.
    for await (const event of this.history.read(category, id, BigInt(from), limit + 1)) {
      if (events.length < limit) events.push(eventRecord(event));
      else next = Number(event.revision);
    }
    return { project_id: await this.projectOf(category, id), events, next };
  }

  /** Every life begins with an event that says whose it is. */
  private async projectOf(category: HistoryCategory, id: string): Promise<string | null> {
    const owner = category === 'backupData' ? 'backup' : category;
    for await (const { data } of this.history.read(owner, id, 0n, 1)) {
      const project = data['project_id'];
      return typeof project === 'string' ? project : null;
    }
    return null;
  }
}
