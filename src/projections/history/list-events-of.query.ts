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
    /** True: also what happened before the present owner got it from another project. */
    readonly wholeLife: boolean = true,
  ) {
    super();
  }
}

@QueryHandler(ListEventsOf)
export class ListEventsOfHandler implements IQueryHandler<ListEventsOf> {
  constructor(private readonly history: EventHistory) {}

  async execute({ category, id, from, limit, wholeLife }: ListEventsOf): Promise<EventsPage> {
    const { project_id, since } = await this.ownerOf(category, id);
    const first = BigInt(wholeLife ? from : Math.max(from, since));
    const events: EventRecord[] = [];
    let next: number | null = null;
    // One more than asked for tells whether there is a next page.
    for await (const event of this.history.read(category, id, first, limit + 1)) {
      if (events.length < limit) events.push(eventRecord(event));
      else next = Number(event.revision);
    }
    return { project_id, events, next };
  }

  /** Every life begins with an event that says whose it is; volumes and snapshots may go to somebody else later. */
  private async ownerOf(category: HistoryCategory, id: string): Promise<Owner> {
    const stream = category === 'backupData' ? 'backup' : category;
    const canMove = category === 'volume' || category === 'snapshot';
    let owner: Owner = { project_id: null, since: 0 };
    for await (const { type, data, revision } of this.history.read(stream, id, 0n, canMove ? undefined : 1)) {
      if (revision > 0n && !/^(Volume|Snapshot)Transferred$/.test(type)) continue;
      const project = data['project_id'];
      owner = { project_id: typeof project === 'string' ? project : null, since: Number(revision) };
    }
    return owner;
  }
}

interface Owner {
  readonly project_id: string | null;
  /** Revision with which it became the owner's. */
  readonly since: number;
}
