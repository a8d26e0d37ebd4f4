import { Controller } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { VerifyBackup } from '../../commands/verify-backup/verify-backup.command.js';
import { backupNotFound } from '../../domain/shared/errors.js';
import { GetBackup } from '../../projections/backups/get-backup.query.js';
import { ListVerifications } from '../../projections/verifications/list-verifications.query.js';
import { commandContext } from '../http/identity/command-context.js';
import type { RequestContext } from '../http/identity/request-context.js';
import { visibleRow } from '../http/identity/visible-row.js';
import { limitOf } from '../http/lists/paging.js';
import type { QueryString } from '../http/lists/query-string.js';
import {
  Action,
  Context,
  PathParam,
  Query,
  Route,
  RowPolicy,
  type RowAuthorizer,
} from '../http/routing/decorators.js';
import { verifyBackup } from './backup-verifications.schemas.js';
import { verificationView } from './backup-verifications.view.js';

/** Checks of a backup's objects on demand. An addition to Cinder's API (docs/extensions.md). */
@Controller()
export class BackupVerificationsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @Action({
    on: 'backups',
    name: 'verify',
    status: 202,
    policy: 'backup:verify',
    enforce: 'row',
    body: verifyBackup,
  })
  async verify(
    @PathParam() id: string,
    @Context() context: RequestContext,
    @RowPolicy() authorize: RowAuthorizer,
  ): Promise<object> {
    await this.#require(id, context, authorize);
    const verification = await this.commands.execute(new VerifyBackup(commandContext(context), id));
    return { verification: verificationView(verification) };
  }

  /** Newest first; `limit` is all that can be asked for. */
  @Route({
    method: 'GET',
    path: 'backups/:id/verifications',
    status: 200,
    policy: 'backup:get_verifications',
    enforce: 'row',
  })
  async list(
    @PathParam() id: string,
    @Context() context: RequestContext,
    @Query() query: QueryString,
    @RowPolicy() authorize: RowAuthorizer,
  ): Promise<object> {
    await this.#require(id, context, authorize);
    const found = await this.queries.execute(new ListVerifications(id, limitOf(query)));
    return { verifications: found.map(verificationView) };
  }

  async #require(id: string, context: RequestContext, authorize: RowAuthorizer): Promise<void> {
    const found = await this.queries.execute(new GetBackup(id));
    authorize(visibleRow(found, context, () => backupNotFound(id)).project_id);
  }
}
