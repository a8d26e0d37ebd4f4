import { Controller } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { backupScheduleNotFound } from '../../domain/backup-schedule/backup-schedule.decide.js';
import { backupNotFound, snapshotNotFound, volumeNotFound } from '../../domain/shared/errors.js';
import { ListEventsOf, type HistoryCategory } from '../../projections/history/list-events-of.query.js';
import { badRequest } from '../http/faults/http-fault.js';
import type { RequestContext } from '../http/identity/request-context.js';
import { visibleRow } from '../http/identity/visible-row.js';
import type { Links } from '../http/links.js';
import { limitOf } from '../http/lists/paging.js';
import type { QueryString } from '../http/lists/query-string.js';
import {
  Context,
  LinkMaker,
  PathParam,
  Query,
  Route,
  RowPolicy,
  type RowAuthorizer,
} from '../http/routing/decorators.js';
import { eventsBody } from './events.view.js';

interface Asked {
  readonly category: HistoryCategory;
  readonly id: string;
  /** As in the path, such as `backups`. */
  readonly collection: string;
  readonly missing: () => Error;
}

interface Asking {
  readonly context: RequestContext;
  readonly query: QueryString;
  readonly links: Links;
  readonly authorize: RowAuthorizer;
}

const revisionAfter = (query: QueryString): number => {
  const marker = query.get('marker');
  if (marker === undefined) return 0;
  if (!/^\d{1,15}$/.test(marker)) throw badRequest('marker must be the revision of an event');
  return Number(marker) + 1;
};

/** What happened to a resource, who asked for it and when; also after it is gone. An addition to Cinder's API. */
@Controller()
export class HistoryController {
  constructor(private readonly queries: QueryBus) {}

  @Route({ method: 'GET', path: 'backups/:id/events', status: 200, policy: 'backup:get', enforce: 'row' })
  backup(
    @PathParam() id: string,
    @Context() context: RequestContext,
    @Query() query: QueryString,
    @LinkMaker() links: Links,
    @RowPolicy() authorize: RowAuthorizer,
  ): Promise<object> {
    const asked = {
      category: 'backup',
      id,
      collection: 'backups',
      missing: () => backupNotFound(id),
    } as const;
    return this.#events(asked, { context, query, links, authorize });
  }

  @Route({ method: 'GET', path: 'volumes/:id/events', status: 200, policy: 'volume:get', enforce: 'row' })
  volume(
    @PathParam() id: string,
    @Context() context: RequestContext,
    @Query() query: QueryString,
    @LinkMaker() links: Links,
    @RowPolicy() authorize: RowAuthorizer,
  ): Promise<object> {
    const asked = {
      category: 'volume',
      id,
      collection: 'volumes',
      missing: () => volumeNotFound(id),
    } as const;
    return this.#events(asked, { context, query, links, authorize });
  }

  @Route({
    method: 'GET',
    path: 'snapshots/:id/events',
    status: 200,
    policy: 'volume:get_snapshot',
    enforce: 'row',
  })
  snapshot(
    @PathParam() id: string,
    @Context() context: RequestContext,
    @Query() query: QueryString,
    @LinkMaker() links: Links,
    @RowPolicy() authorize: RowAuthorizer,
  ): Promise<object> {
    const asked = {
      category: 'snapshot',
      id,
      collection: 'snapshots',
      missing: () => snapshotNotFound(id),
    } as const;
    return this.#events(asked, { context, query, links, authorize });
  }

  @Route({
    method: 'GET',
    path: 'backup-schedules/:id/events',
    status: 200,
    policy: 'backup:get_schedule',
    enforce: 'row',
  })
  backupSchedule(
    @PathParam() id: string,
    @Context() context: RequestContext,
    @Query() query: QueryString,
    @LinkMaker() links: Links,
    @RowPolicy() authorize: RowAuthorizer,
  ): Promise<object> {
    const asked = {
      category: 'backupSchedule',
      id,
      collection: 'backup-schedules',
      missing: () => backupScheduleNotFound(id),
    } as const;
    return this.#events(asked, { context, query, links, authorize });
  }

  async #events({ category, id, collection, missing }: Asked, asking: Asking): Promise<object> {
    const { context, query, links, authorize } = asking;
    const limit = Math.max(1, limitOf(query));
    const asked = new ListEventsOf(category, id, revisionAfter(query), limit, context.is_admin);
    const page = await this.queries.execute(asked);
    const owner = page.project_id === null ? null : { project_id: page.project_id };
    authorize(visibleRow(owner, context, missing).project_id);
    return eventsBody(page, { links, query, path: `${collection}/${id}/events` });
  }
}
