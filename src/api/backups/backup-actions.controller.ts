import { Controller } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { DeleteBackup } from '../../commands/delete-backup/delete-backup.command.js';
import { ResetBackupStatus } from '../../commands/reset-backup-status/reset-backup-status.command.js';
import { commandContext } from '../http/identity/command-context.js';
import type { RequestContext } from '../http/identity/request-context.js';
import { Action, Body, Context, PathParam } from '../http/routing/decorators.js';
import { resetBackupStatus } from './backups.schemas.js';

interface ResetBody {
  readonly 'os-reset_status': { readonly status: string };
}

@Controller()
export class BackupActionsController {
  constructor(private readonly commands: CommandBus) {}

  @Action({
    on: 'backups',
    name: 'os-reset_status',
    status: 202,
    policy: 'volume_extension:backup_admin_actions:reset_status',
    body: resetBackupStatus,
  })
  async resetStatus(
    @PathParam() id: string,
    @Context() context: RequestContext,
    @Body() body: ResetBody,
  ): Promise<void> {
    const status = body['os-reset_status'].status.toLowerCase() === 'error' ? 'error' : 'available';
    await this.commands.execute(new ResetBackupStatus(commandContext(context), id, status));
  }

  @Action({
    on: 'backups',
    name: 'os-force_delete',
    status: 202,
    policy: 'volume_extension:backup_admin_actions:force_delete',
  })
  async forceDelete(@PathParam() id: string, @Context() context: RequestContext): Promise<void> {
    await this.commands.execute(new DeleteBackup(commandContext(context), id, true));
  }
}
