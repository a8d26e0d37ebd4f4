import { Controller } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { CreateGroupSnapshot } from '../../commands/create-group-snapshot/create-group-snapshot.command.js';
import { DeleteGroupSnapshot } from '../../commands/delete-group-snapshot/delete-group-snapshot.command.js';
import { ResetGroupSnapshotStatus } from '../../commands/reset-group-snapshot-status/reset-group-snapshot-status.command.js';
import type { GroupSnapshotState } from '../../domain/group-snapshot/group-snapshot.state.js';
import { DomainError, groupNotFound, groupSnapshotNotFound } from '../../domain/shared/errors.js';
import { GetGroupSnapshot } from '../../projections/group-snapshots/get-group-snapshot.query.js';
import { GetGroup } from '../../projections/groups/get-group.query.js';
import { badRequest } from '../http/faults/http-fault.js';
import { commandContext } from '../http/identity/command-context.js';
import type { RequestContext } from '../http/identity/request-context.js';
import { visibleRow } from '../http/identity/visible-row.js';
import {
  Action,
  Body,
  Context,
  PathParam,
  Route,
  RowPolicy,
  type RowAuthorizer,
} from '../http/routing/decorators.js';
import { createGroupSnapshot, resetGroupSnapshotStatus } from './group-snapshots.schemas.js';
import { groupSnapshotDetail, groupSnapshotView } from './group-snapshots.view.js';

interface CreateBody {
  readonly group_snapshot: {
    readonly group_id: string;
    readonly name?: string | null;
    readonly description?: string | null;
  };
}

interface ResetBody {
  readonly reset_status: { readonly status: string };
}

/** One group snapshot: create, show, delete, reset_status. It cannot be changed: Cinder has a rule for that, but no route. */
@Controller()
export class GroupSnapshotsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @Route({
    method: 'POST',
    path: 'group_snapshots',
    since: '3.14',
    status: 202,
    policy: 'group:create_group_snapshot',
    enforce: 'row',
    body: createGroupSnapshot,
  })
  async create(
    @Context() context: RequestContext,
    @Body() { group_snapshot: { group_id, name = null, description = null } }: CreateBody,
    @RowPolicy() authorize: RowAuthorizer,
  ): Promise<object> {
    const group = await this.queries.execute(new GetGroup(group_id));
    authorize(visibleRow(group, context, () => groupNotFound(group_id)).project_id);
    const command = new CreateGroupSnapshot(commandContext(context), { group_id, name, description });
    return { group_snapshot: groupSnapshotView(await this.commands.execute(command)) };
  }

  @Route({
    method: 'GET',
    path: 'group_snapshots/:id',
    since: '3.14',
    status: 200,
    policy: 'group:get_group_snapshot',
    enforce: 'row',
  })
  async show(
    @PathParam() id: string,
    @Context() context: RequestContext,
    @RowPolicy() authorize: RowAuthorizer,
  ): Promise<object> {
    const groupSnapshot = await this.#visible(id, context);
    authorize(groupSnapshot.project_id);
    return { group_snapshot: groupSnapshotDetail(groupSnapshot, context) };
  }

  @Route({
    method: 'DELETE',
    path: 'group_snapshots/:id',
    since: '3.14',
    status: 202,
    policy: 'group:delete_group_snapshot',
    enforce: 'row',
    empty: 'html',
  })
  async delete(
    @PathParam() id: string,
    @Context() context: RequestContext,
    @RowPolicy() authorize: RowAuthorizer,
  ): Promise<void> {
    authorize((await this.#visible(id, context)).project_id);
    const command = new DeleteGroupSnapshot(commandContext(context), id);
    await this.commands.execute(command).catch((error: unknown) => {
      // Cinder's handler says no more than this of refusals that it does not expect.
      const isFrozen = error instanceof DomainError && error.code === 'InvalidInput';
      throw isFrozen ? badRequest(`Error occurred when deleting group snapshot ${id}.`) : error;
    });
  }

  @Action({
    on: 'group_snapshots',
    name: 'reset_status',
    since: '3.19',
    status: 202,
    policy: 'group:reset_group_snapshot_status',
    enforce: 'row',
    body: resetGroupSnapshotStatus,
    empty: 'html',
  })
  async resetStatus(
    @PathParam() id: string,
    @Context() context: RequestContext,
    @Body() { reset_status: { status } }: ResetBody,
    @RowPolicy() authorize: RowAuthorizer,
  ): Promise<void> {
    authorize((await this.#visible(id, context)).project_id);
    await this.commands.execute(
      new ResetGroupSnapshotStatus(commandContext(context), id, status.toLowerCase()),
    );
  }

  async #visible(id: string, context: RequestContext): Promise<GroupSnapshotState> {
    const found = await this.queries.execute(new GetGroupSnapshot(id));
    return visibleRow(found, context, () => groupSnapshotNotFound(id));
  }
}
