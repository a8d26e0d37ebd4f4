import { Controller } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { CancelBackup } from '../../commands/cancel-backup/cancel-backup.command.js';
import { backupNotFound } from '../../domain/shared/errors.js';
import { GetBackup } from '../../projections/backups/get-backup.query.js';
import { commandContext } from '../http/identity/command-context.js';
import type { RequestContext } from '../http/identity/request-context.js';
import { visibleRow } from '../http/identity/visible-row.js';
import {
  Action,
  Body,
  Context,
  PathParam,
  RowPolicy,
  type RowAuthorizer,
} from '../http/routing/decorators.js';
import { cancelBackup } from './backups.schemas.js';

interface CancelBody {
  readonly cancel: { readonly volume_id?: string | null } | null;
}

/** Stops what runs for a backup. An addition to Cinder's API. */
@Controller()
export class CancelController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @Action({
    on: 'backups',
    name: 'cancel',
    status: 202,
    policy: 'backup:cancel',
    enforce: 'row',
    body: cancelBackup,
  })
  async cancel(
    @PathParam() id: string,
    @Context() context: RequestContext,
    @Body() { cancel }: CancelBody,
    @RowPolicy() authorize: RowAuthorizer,
  ): Promise<void> {
    const found = await this.queries.execute(new GetBackup(id));
    authorize(visibleRow(found, context, () => backupNotFound(id)).project_id);
    await this.commands.execute(new CancelBackup(commandContext(context), id, cancel?.volume_id ?? null));
  }
}
