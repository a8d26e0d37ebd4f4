import { Controller } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ExportBackup, type BackupRecord } from '../../commands/export-backup/export-backup.command.js';
import { ImportBackup } from '../../commands/import-backup/import-backup.command.js';
import { backupNotFound } from '../../domain/shared/errors.js';
import { GetBackup } from '../../projections/backups/get-backup.query.js';
import { commandContext } from '../http/identity/command-context.js';
import type { RequestContext } from '../http/identity/request-context.js';
import { visibleRow } from '../http/identity/visible-row.js';
import type { Links } from '../http/links.js';
import {
  Body,
  Context,
  LinkMaker,
  PathParam,
  Route,
  RowPolicy,
  type RowAuthorizer,
} from '../http/routing/decorators.js';
import { importBackup } from './backups.schemas.js';
import { backupSummary } from './backups.view.js';

interface RecordBody {
  readonly 'backup-record': BackupRecord;
}

/** Records that let another service, or Cinder, know a backup whose objects it can reach (spec/backups-api.md 5.5). */
@Controller()
export class BackupRecordsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @Route({
    method: 'GET',
    path: 'backups/:id/export_record',
    status: 200,
    policy: 'backup:export-import',
    enforce: 'row',
  })
  async export(
    @PathParam() id: string,
    @Context() context: RequestContext,
    @RowPolicy() authorize: RowAuthorizer,
  ): Promise<RecordBody> {
    const found = await this.queries.execute(new GetBackup(id));
    authorize(visibleRow(found, context, () => backupNotFound(id)).project_id);
    return { 'backup-record': await this.commands.execute(new ExportBackup(commandContext(context), id)) };
  }

  /** The name is the one that a deleted backup of this id had: the record is read after the answer. */
  @Route({
    method: 'POST',
    path: 'backups/import_record',
    status: 201,
    policy: 'backup:backup-import',
    body: importBackup,
  })
  async import(
    @Context() context: RequestContext,
    @Body() body: RecordBody,
    @LinkMaker() links: Links,
  ): Promise<object> {
    const command = new ImportBackup(commandContext(context), body['backup-record']);
    return { backup: backupSummary(await this.commands.execute(command), links) };
  }
}
