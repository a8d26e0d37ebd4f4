import { Controller } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { CreateBackupSchedule } from '../../commands/create-backup-schedule/create-backup-schedule.command.js';
import { DeleteBackupSchedule } from '../../commands/delete-backup-schedule/delete-backup-schedule.command.js';
import { UpdateBackupSchedule } from '../../commands/update-backup-schedule/update-backup-schedule.command.js';
import { backupScheduleNotFound } from '../../domain/backup-schedule/backup-schedule.decide.js';
import type { BackupScheduleState } from '../../domain/backup-schedule/backup-schedule.state.js';
import { GetBackupSchedule } from '../../projections/backup-schedules/get-backup-schedule.query.js';
import { ListBackupSchedules } from '../../projections/backup-schedules/list-backup-schedules.query.js';
import { commandContext } from '../http/identity/command-context.js';
import type { RequestContext } from '../http/identity/request-context.js';
import { visibleRow } from '../http/identity/visible-row.js';
import type { Links } from '../http/links.js';
import type { ListRequest } from '../http/lists/list-request.js';
import { pageBody, pageOf } from '../http/lists/page.js';
import type { QueryString } from '../http/lists/query-string.js';
import {
  Body,
  Context,
  LinkMaker,
  List,
  PathParam,
  Query,
  Route,
  RowPolicy,
  type RowAuthorizer,
} from '../http/routing/decorators.js';
import {
  scheduleChanges,
  scheduleInput,
  type CreateScheduleBody,
  type UpdateScheduleBody,
} from './backup-schedules.input.js';
import { backupScheduleRules } from './backup-schedules.list.js';
import { createSchedule, updateSchedule } from './backup-schedules.schemas.js';
import { scheduleDetail, scheduleSummary } from './backup-schedules.view.js';

interface Listing {
  readonly list: ListRequest;
  readonly query: QueryString;
  readonly links: Links;
}

/** Backups by the clock. An addition to Cinder's API (docs/extensions.md). */
@Controller()
export class BackupSchedulesController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @Route({
    method: 'POST',
    path: 'backup-schedules',
    status: 201,
    policy: 'backup:create_schedule',
    body: createSchedule,
  })
  async create(
    @Context() context: RequestContext,
    @Body() body: CreateScheduleBody,
    @LinkMaker() links: Links,
  ): Promise<object> {
    const command = new CreateBackupSchedule(commandContext(context), scheduleInput(body));
    return { backup_schedule: scheduleDetail(await this.commands.execute(command), links) };
  }

  @Route({ method: 'GET', path: 'backup-schedules', status: 200, policy: 'backup:get_all_schedules' })
  list(
    @List(backupScheduleRules) list: ListRequest,
    @Query() query: QueryString,
    @LinkMaker() links: Links,
  ): Promise<object> {
    return this.#page('backup-schedules', scheduleSummary, { list, query, links });
  }

  @Route({ method: 'GET', path: 'backup-schedules/detail', status: 200, policy: 'backup:get_all_schedules' })
  detail(
    @List(backupScheduleRules) list: ListRequest,
    @Query() query: QueryString,
    @LinkMaker() links: Links,
  ): Promise<object> {
    return this.#page('backup-schedules/detail', scheduleDetail, { list, query, links });
  }

  @Route({
    method: 'GET',
    path: 'backup-schedules/:id',
    status: 200,
    policy: 'backup:get_schedule',
    enforce: 'row',
  })
  async show(
    @PathParam() id: string,
    @Context() context: RequestContext,
    @LinkMaker() links: Links,
    @RowPolicy() authorize: RowAuthorizer,
  ): Promise<object> {
    return { backup_schedule: scheduleDetail(await this.#visible(id, context, authorize), links) };
  }

  @Route({
    method: 'PUT',
    path: 'backup-schedules/:id',
    status: 200,
    policy: 'backup:update_schedule',
    enforce: 'row',
    body: updateSchedule,
  })
  async update(
    @PathParam() id: string,
    @Context() context: RequestContext,
    @Body() body: UpdateScheduleBody,
    @LinkMaker() links: Links,
    @RowPolicy() authorize: RowAuthorizer,
  ): Promise<object> {
    await this.#visible(id, context, authorize);
    const command = new UpdateBackupSchedule(commandContext(context), id, scheduleChanges(body));
    return { backup_schedule: scheduleDetail(await this.commands.execute(command), links) };
  }

  @Route({
    method: 'DELETE',
    path: 'backup-schedules/:id',
    status: 204,
    policy: 'backup:delete_schedule',
    enforce: 'row',
  })
  async delete(
    @PathParam() id: string,
    @Context() context: RequestContext,
    @RowPolicy() authorize: RowAuthorizer,
  ): Promise<void> {
    await this.#visible(id, context, authorize);
    await this.commands.execute(new DeleteBackupSchedule(commandContext(context), id));
  }

  async #page(
    path: string,
    view: (schedule: BackupScheduleState, links: Links) => object,
    { list, query, links }: Listing,
  ): Promise<object> {
    const found = await this.queries.execute(new ListBackupSchedules(list.scope, list.query));
    return pageBody({ key: 'backup_schedules', path }, pageOf(found, backupScheduleNotFound), {
      view: (schedule) => view(schedule, links),
      links,
      query,
      limit: list.query.limit,
    });
  }

  async #visible(
    id: string,
    context: RequestContext,
    authorize: RowAuthorizer,
  ): Promise<BackupScheduleState> {
    const found = await this.queries.execute(new GetBackupSchedule(id));
    const schedule = visibleRow(found, context, () => backupScheduleNotFound(id));
    authorize(schedule.project_id);
    return schedule;
  }
}
