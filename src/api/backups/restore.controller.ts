import { Controller } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { RestoreBackup, type RestoreAnswer } from '../../commands/restore-backup/restore-backup.command.js';
import { backupNotFound, DomainError } from '../../domain/shared/errors.js';
import { GetBackup } from '../../projections/backups/get-backup.query.js';
import { HttpFault } from '../http/faults/http-fault.js';
import { commandContext } from '../http/identity/command-context.js';
import { earlierAnswer } from '../http/identity/earlier-answer.js';
import type { RequestContext } from '../http/identity/request-context.js';
import { visibleRow } from '../http/identity/visible-row.js';
import {
  Body,
  Context,
  PathParam,
  Route,
  RowPolicy,
  type RowAuthorizer,
} from '../http/routing/decorators.js';
import { restoreInput, type RestoreBackupBody } from './backups.input.js';
import { restoreBackup } from './backups.schemas.js';

/** Of all quota refusals only these two go out without their class name: Cinder catches them here (spec/backups-api.md 5.2). */
const withoutClassName = (error: unknown): unknown =>
  error instanceof DomainError &&
  (error.code === 'VolumeSizeExceedsAvailableQuota' || error.code === 'VolumeLimitExceeded')
    ? new HttpFault('HTTPRequestEntityTooLarge', error.message)
    : error;

@Controller()
export class RestoreController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @Route({
    method: 'POST',
    path: 'backups/:id/restore',
    status: 202,
    policy: 'backup:restore',
    enforce: 'row',
    body: restoreBackup,
    idempotent: true,
  })
  async restore(
    @PathParam() id: string,
    @Context() context: RequestContext,
    @Body() body: RestoreBackupBody,
    @RowPolicy() authorize: RowAuthorizer,
  ): Promise<{ restore: RestoreAnswer }> {
    const earlier = await earlierAnswer(this.commands, context, 'restore');
    if (earlier !== null) {
      authorize(context.project_id);
      return { restore: earlier };
    }
    const found = await this.queries.execute(new GetBackup(id));
    authorize(visibleRow(found, context, () => backupNotFound(id)).project_id);
    try {
      const command = new RestoreBackup(commandContext(context), id, restoreInput(body));
      return { restore: await this.commands.execute(command) };
    } catch (error) {
      throw withoutClassName(error);
    }
  }
}
