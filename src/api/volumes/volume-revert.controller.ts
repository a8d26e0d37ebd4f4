import { Controller } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { RevertVolume } from '../../commands/revert-volume/revert-volume.command.js';
import { GetVolume } from '../../projections/volumes/get-volume.query.js';
import { commandContext } from '../http/identity/command-context.js';
import type { RequestContext } from '../http/identity/request-context.js';
import {
  Action,
  Body,
  Context,
  PathParam,
  RowPolicy,
  type RowAuthorizer,
} from '../http/routing/decorators.js';
import { visibleVolume } from './visible-volume.js';
import { revertVolume } from './volume-move-actions.schemas.js';

interface RevertBody {
  readonly revert: { readonly snapshot_id?: string | null };
}

@Controller()
export class VolumeRevertController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @Action({
    on: 'volumes',
    name: 'revert',
    since: '3.40',
    status: 202,
    policy: 'volume:revert_to_snapshot',
    enforce: 'row',
    body: revertVolume,
  })
  async revert(
    @PathParam() id: string,
    @Context() context: RequestContext,
    @Body() { revert }: RevertBody,
    @RowPolicy() authorize: RowAuthorizer,
  ): Promise<void> {
    const found = await this.queries.execute(new GetVolume(id));
    authorize(visibleVolume(found, context, id).project_id);
    const snapshotId = revert.snapshot_id ?? null;
    await this.commands.execute(new RevertVolume(commandContext(context), id, snapshotId));
  }
}
