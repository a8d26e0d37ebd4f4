import { Controller } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { DeleteVolume } from '../../commands/delete-volume/delete-volume.command.js';
import { ExtendVolume } from '../../commands/extend-volume/extend-volume.command.js';
import { ResetVolumeStatus } from '../../commands/reset-volume-status/reset-volume-status.command.js';
import { invalidVolume } from '../../domain/shared/errors.js';
import { present } from '../../domain/shared/present.js';
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
import { completeExtend, extendVolume, resetVolumeStatus } from './volume-actions.schemas.js';

interface ExtendBody {
  readonly 'os-extend': { readonly new_size: number | string };
}

interface ResetBody {
  readonly 'os-reset_status': {
    readonly status?: string | null;
    readonly attach_status?: string | null;
    readonly migration_status?: string | null;
  };
}

/** An empty or missing word leaves its member as it is. */
const lower = (word: string | null | undefined): string | undefined => word?.toLowerCase() || undefined;

@Controller()
export class VolumeActionsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  /** An attached volume can be extended from 3.42 on (spec 2.7). */
  @Action({
    on: 'volumes',
    name: 'os-extend',
    status: 202,
    policy: 'volume:extend',
    enforce: 'row',
    body: extendVolume,
  })
  async extend(
    @PathParam() id: string,
    @Context() context: RequestContext,
    @Body() body: ExtendBody,
    @RowPolicy() authorize: RowAuthorizer,
  ): Promise<void> {
    await this.#require(id, context, authorize);
    const size = Number(body['os-extend'].new_size);
    const allowed = context.microversion.atLeast('3.42') ? ['available', 'in-use'] : ['available'];
    await this.commands.execute(new ExtendVolume(commandContext(context), id, size, allowed));
  }

  @Action({
    on: 'volumes',
    name: 'os-reset_status',
    status: 202,
    policy: 'volume_extension:volume_admin_actions:reset_status',
    body: resetVolumeStatus,
  })
  async resetStatus(
    @PathParam() id: string,
    @Context() context: RequestContext,
    @Body() body: ResetBody,
  ): Promise<void> {
    const given = body['os-reset_status'];
    const migration = lower(given.migration_status);
    const wanted = present({
      status: lower(given.status),
      attach_status: lower(given.attach_status),
      migration_status: migration === 'none' ? null : migration,
    });
    await this.commands.execute(new ResetVolumeStatus(commandContext(context), id, wanted));
  }

  @Action({
    on: 'volumes',
    name: 'os-force_delete',
    status: 202,
    policy: 'volume_extension:volume_admin_actions:force_delete',
  })
  async forceDelete(@PathParam() id: string, @Context() context: RequestContext): Promise<void> {
    const options = { cascade: false, force: true };
    await this.commands.execute(new DeleteVolume(commandContext(context), id, options));
  }

  /** For a compute service that was asked to let go of a growing volume; nothing here ever asks one. */
  @Action({
    on: 'volumes',
    name: 'os-extend_volume_completion',
    status: 202,
    policy: 'volume_extension:volume_admin_actions:extend_volume_completion',
    body: completeExtend,
  })
  async completeExtend(@PathParam() id: string, @Context() context: RequestContext): Promise<never> {
    visibleVolume(await this.queries.execute(new GetVolume(id)), context, id);
    throw invalidVolume('Volume is not being extended.');
  }

  async #require(id: string, context: RequestContext, authorize: RowAuthorizer): Promise<void> {
    const found = await this.queries.execute(new GetVolume(id));
    authorize(visibleVolume(found, context, id).project_id);
  }
}
