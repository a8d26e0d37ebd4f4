import { Controller } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { backupScheduleNotFound } from '../../domain/backup-schedule/backup-schedule.decide.js';
import { parseTime, toCinderTime } from '../../domain/shared/time.js';
import { GetBackupSchedule } from '../../projections/backup-schedules/get-backup-schedule.query.js';
import { GetRetention, mostRuns } from '../../projections/backup-schedules/get-retention.query.js';
import { invalidInput } from '../http/faults/http-fault.js';
import type { RequestContext } from '../http/identity/request-context.js';
import { visibleRow } from '../http/identity/visible-row.js';
import type { QueryString } from '../http/lists/query-string.js';
import {
  Context,
  PathParam,
  Query,
  Route,
  RowPolicy,
  type RowAuthorizer,
} from '../http/routing/decorators.js';
import { retentionView } from './retention.view.js';

const momentAsked = (query: QueryString, now: string): string => {
  const text = query.get('at');
  const at = text === undefined ? now : parseTime(text);
  if (at === null) throw invalidInput(`'at' must be an ISO 8601 time, not '${text}'.`);
  return at;
};

/** The dry run: what a schedule's rules would keep on a day. Nothing is changed by asking. */
@Controller()
export class RetentionController {
  constructor(private readonly queries: QueryBus) {}

  @Route({
    method: 'GET',
    path: 'backup-schedules/:id/retention',
    status: 200,
    policy: 'backup:get_schedule',
    enforce: 'row',
  })
  async show(
    @PathParam() id: string,
    @Context() context: RequestContext,
    @Query() query: QueryString,
    @RowPolicy() authorize: RowAuthorizer,
  ): Promise<object> {
    const found = await this.queries.execute(new GetBackupSchedule(id));
    const schedule = visibleRow(found, context, () => backupScheduleNotFound(id));
    authorize(schedule.project_id);
    const now = toCinderTime(new Date());
    const at = momentAsked(query, now);
    const retention = await this.queries.execute(new GetRetention(schedule, at, now));
    if (retention === null) {
      throw invalidInput(`there are more than ${mostRuns} runs until ${at}; ask for an earlier day.`);
    }
    return { retention: retentionView(retention) };
  }
}
