import { Controller } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { CreateBackup } from '../../commands/create-backup/create-backup.command.js';
import { DeleteBackup } from '../../commands/delete-backup/delete-backup.command.js';
import { DeleteChainMember } from '../../commands/delete-chain-member/delete-chain-member.command.js';
import { UpdateBackup } from '../../commands/update-backup/update-backup.command.js';
import type { BackupState } from '../../domain/backup/backup.state.js';
import { backupNotFound, volumeNotFound } from '../../domain/shared/errors.js';
import { GetBackup } from '../../projections/backups/get-backup.query.js';
import { ListBackups } from '../../projections/backups/list-backups.query.js';
import { GetVolume } from '../../projections/volumes/get-volume.query.js';
import { stateAsked } from '../history/state-asked.js';
import { commandContext } from '../http/identity/command-context.js';
import { earlierAnswer } from '../http/identity/earlier-answer.js';
import type { RequestContext } from '../http/identity/request-context.js';
import { visibleRow } from '../http/identity/visible-row.js';
import type { Links } from '../http/links.js';
import type { ListRequest } from '../http/lists/list-request.js';
import { pageBody, pageOf } from '../http/lists/page.js';
import type { QueryString } from '../http/lists/query-string.js';
import { jsonObject } from '../http/rows/json-text.js';
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
  backupChanges,
  backupInput,
  childrenFirst,
  type CreateBackupBody,
  type UpdateBackupBody,
} from './backups.input.js';
import { backupRules } from './backups.list.js';
import { createBackup, updateBackup } from './backups.schemas.js';
import { backupDetails, backupSummaries, backupSummary } from './backups.view.js';

@Controller()
export class BackupsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  /** The rule is about the volume's project, and comes after the volume is found (spec/backups-api.md 5.2). */
  @Route({
    method: 'POST',
    path: 'backups',
    status: 202,
    policy: 'backup:create',
    enforce: 'row',
    body: createBackup,
    idempotent: true,
  })
  async create(
    @Context() context: RequestContext,
    @Body() body: CreateBackupBody,
    @LinkMaker() links: Links,
    @RowPolicy() authorize: RowAuthorizer,
  ): Promise<object> {
    const earlier = await earlierAnswer(this.commands, context, 'backup');
    if (earlier !== null) {
      authorize(earlier.project_id);
      return { backup: backupSummary(earlier, links) };
    }
    const input = backupInput(body);
    const found = await this.queries.execute(new GetVolume(input.volume_id));
    authorize(visibleRow(found, context, () => volumeNotFound(input.volume_id)).project_id);
    const backup = await this.commands.execute(new CreateBackup(commandContext(context), input));
    return { backup: backupSummary(backup, links) };
  }

  @Route({ method: 'GET', path: 'backups', status: 200, policy: 'backup:get_all' })
  async list(
    @Context() context: RequestContext,
    @List(backupRules) list: ListRequest,
    @Query() query: QueryString,
    @LinkMaker() links: Links,
  ): Promise<object> {
    const page = pageOf(await this.queries.execute(new ListBackups(list.scope, list.query)), backupNotFound);
    const view = backupSummaries.for(links, context);
    const collection = { key: 'backups', path: 'backups' };
    return pageBody(collection, page, { view, links, query, limit: list.query.limit });
  }

  @Route({ method: 'GET', path: 'backups/detail', status: 200, policy: 'backup:get_all' })
  async detail(
    @Context() context: RequestContext,
    @List(backupRules) list: ListRequest,
    @Query() query: QueryString,
    @LinkMaker() links: Links,
  ): Promise<object> {
    const page = pageOf(await this.queries.execute(new ListBackups(list.scope, list.query)), backupNotFound);
    const view = backupDetails.for(links, context);
    const collection = { key: 'backups', path: 'backups/detail' };
    return pageBody(collection, page, { view, links, query, limit: list.query.limit });
  }

  @Route({ method: 'GET', path: 'backups/:id', status: 200, policy: 'backup:get', enforce: 'row' })
  async show(
    @PathParam() id: string,
    @Context() context: RequestContext,
    @Query() query: QueryString,
    @LinkMaker() links: Links,
    @RowPolicy() authorize: RowAuthorizer,
  ): Promise<object> {
    const now = (): Promise<BackupState | null> => this.queries.execute(new GetBackup(id));
    const found = await stateAsked(this.queries, query, { category: 'backup', id, now });
    const backup = visibleRow(found, context, () => backupNotFound(id));
    authorize(backup.project_id);
    return jsonObject({ backup: backupDetails.for(links, context)(backup) });
  }

  @Route({
    method: 'PUT',
    path: 'backups/:id',
    since: '3.9',
    status: 200,
    policy: 'backup:update',
    enforce: 'row',
    body: updateBackup,
  })
  async update(
    @PathParam() id: string,
    @Context() context: RequestContext,
    @Body() body: UpdateBackupBody,
    @LinkMaker() links: Links,
    @RowPolicy() authorize: RowAuthorizer,
  ): Promise<object> {
    await this.#require(id, context, authorize);
    const changes = backupChanges(body);
    const backup = await this.commands.execute(new UpdateBackup(commandContext(context), id, changes));
    return { backup: backupSummary(backup, links) };
  }

  /** Cinder knows neither `cascade` nor `detach` (docs/extensions.md). */
  @Route({ method: 'DELETE', path: 'backups/:id', status: 202, policy: 'backup:delete', enforce: 'row' })
  async delete(
    @PathParam() id: string,
    @Context() context: RequestContext,
    @Query() query: QueryString,
    @RowPolicy() authorize: RowAuthorizer,
  ): Promise<void> {
    const children = childrenFirst(query);
    await this.#require(id, context, authorize);
    const caller = commandContext(context);
    await this.commands.execute(
      children === null ? new DeleteBackup(caller, id) : new DeleteChainMember(caller, id, children),
    );
  }

  async #require(id: string, context: RequestContext, authorize: RowAuthorizer): Promise<void> {
    const found = await this.queries.execute(new GetBackup(id));
    authorize(visibleRow(found, context, () => backupNotFound(id)).project_id);
  }
}
