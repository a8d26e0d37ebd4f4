import { Controller } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { DeleteSnapshot } from '../../commands/delete-snapshot/delete-snapshot.command.js';
import { ResetSnapshotStatus } from '../../commands/reset-snapshot-status/reset-snapshot-status.command.js';
import { UpdateSnapshotStatus } from '../../commands/update-snapshot-status/update-snapshot-status.command.js';
import { snapshotNotFound } from '../../domain/shared/errors.js';
import { GetSnapshot } from '../../projections/snapshots/get-snapshot.query.js';
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
import { resetSnapshotStatus, updateSnapshotStatus } from './snapshots.schemas.js';

interface ResetBody {
  readonly 'os-reset_status': { readonly status: string };
}

interface UpdateBody {
  readonly 'os-update_snapshot_status': { readonly status: string; readonly progress?: string };
}

@Controller()
export class SnapshotActionsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

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

  @Action({
    on: 'snapshots',
    name: 'os-update_snapshot_status',
    status: 202,
    policy: 'snapshot_extension:snapshot_actions:update_snapshot_status',
    enforce: 'row',
    body: updateSnapshotStatus,
    empty: 'html',
  })
  async updateStatus(
    @PathParam() id: string,
    @Context() context: RequestContext,
    @Body() body: UpdateBody,
    @RowPolicy() authorize: RowAuthorizer,
  ): Promise<void> {
    const found = await this.queries.execute(new GetSnapshot(id));
    authorize(visibleRow(found, context, () => snapshotNotFound(id)).project_id);
    const { status, progress } = body['os-update_snapshot_status'];
    await this.commands.execute(
      new UpdateSnapshotStatus(commandContext(context), id, status, progress || undefined),
    );
  }
}
