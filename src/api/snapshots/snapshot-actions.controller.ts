import { Controller } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { DeleteSnapshot } from '../../commands/delete-snapshot/delete-snapshot.command.js';
import { ResetSnapshotStatus } from '../../commands/reset-snapshot-status/reset-snapshot-status.command.js';
import { commandContext } from '../http/identity/command-context.js';
import type { RequestContext } from '../http/identity/request-context.js';
import { Action, Body, Context, PathParam } from '../http/routing/decorators.js';
import { resetSnapshotStatus } from './snapshots.schemas.js';

interface ResetBody {
  readonly 'os-reset_status': { readonly status: string };
}

@Controller()
export class SnapshotActionsController {
  constructor(private readonly commands: CommandBus) {}

  @Action({
    on: 'snapshots',
    name: 'os-reset_status',
    status: 202,
    policy: 'volume_extension:snapshot_admin_actions:reset_status',
    body: resetSnapshotStatus,
  })
  async resetStatus(
    @PathParam() id: string,
    @Context() context: RequestContext,
    @Body() body: ResetBody,
  ): Promise<void> {
    const status = body['os-reset_status'].status.toLowerCase();
    await this.commands.execute(new ResetSnapshotStatus(commandContext(context), id, status));
  }

  @Action({
    on: 'snapshots',
    name: 'os-force_delete',
    status: 202,
    policy: 'volume_extension:snapshot_admin_actions:force_delete',
  })
  async forceDelete(@PathParam() id: string, @Context() context: RequestContext): Promise<void> {
    await this.commands.execute(new DeleteSnapshot(commandContext(context), id, true));
  }
}
