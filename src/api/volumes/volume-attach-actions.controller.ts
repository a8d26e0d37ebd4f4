import { Controller } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { AttachVolume } from '../../commands/attach-volume/attach-volume.command.js';
import { ChangeReservation } from '../../commands/change-reservation/change-reservation.command.js';
import { DetachVolume } from '../../commands/detach-volume/detach-volume.command.js';
import type { ReservingAction } from '../../domain/volume/volume-reserve.decide.js';
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
import { attachVolume, detachVolume, forceDetachVolume } from './volume-attach-actions.schemas.js';

interface AttachBody {
  readonly 'os-attach': {
    readonly instance_uuid?: string;
    readonly host_name?: string;
    readonly mountpoint: string;
    readonly mode?: string;
  };
}

interface DetachBody {
  readonly 'os-detach': { readonly attachment_id?: string | null } | null;
}

interface ForceDetachBody {
  readonly 'os-force_detach': { readonly attachment_id?: string | null };
}

/** How a volume comes into use and out of it without the attachments resource (spec/api-core.md 2.7). */
@Controller()
export class VolumeAttachActionsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @Action({
    on: 'volumes',
    name: 'os-attach',
    status: 202,
    policy: 'volume_extension:volume_actions:attach',
    enforce: 'row',
    body: attachVolume,
  })
  async attach(
    @PathParam() id: string,
    @Context() context: RequestContext,
    @Body() body: AttachBody,
    @RowPolicy() authorize: RowAuthorizer,
  ): Promise<void> {
    await this.#require(id, context, authorize);
    const { instance_uuid = null, host_name = null, mountpoint, mode = 'rw' } = body['os-attach'];
    const input = { instance_uuid, host_name, mountpoint, mode };
    await this.commands.execute(new AttachVolume(commandContext(context), id, input));
  }

  @Action({
    on: 'volumes',
    name: 'os-detach',
    status: 202,
    policy: 'volume_extension:volume_actions:detach',
    enforce: 'row',
    body: detachVolume,
  })
  async detach(
    @PathParam() id: string,
    @Context() context: RequestContext,
    @Body() body: DetachBody,
    @RowPolicy() authorize: RowAuthorizer,
  ): Promise<void> {
    await this.#require(id, context, authorize);
    const attachmentId = body['os-detach']?.attachment_id ?? null;
    await this.commands.execute(new DetachVolume(commandContext(context), id, attachmentId));
  }

  @Action({
    on: 'volumes',
    name: 'os-force_detach',
    status: 202,
    policy: 'volume_extension:volume_admin_actions:force_detach',
    body: forceDetachVolume,
  })
  async forceDetach(
    @PathParam() id: string,
    @Context() context: RequestContext,
    @Body() body: ForceDetachBody,
  ): Promise<void> {
    const attachmentId = body['os-force_detach'].attachment_id ?? null;
    await this.commands.execute(new DetachVolume(commandContext(context), id, attachmentId));
  }

  @Action({
    on: 'volumes',
    name: 'os-reserve',
    status: 202,
    policy: 'volume_extension:volume_actions:reserve',
    enforce: 'row',
  })
  async reserve(
    @PathParam() id: string,
    @Context() context: RequestContext,
    @RowPolicy() authorize: RowAuthorizer,
  ): Promise<void> {
    await this.#change(id, context, authorize, 'reserve');
  }

  @Action({
    on: 'volumes',
    name: 'os-unreserve',
    status: 202,
    policy: 'volume_extension:volume_actions:unreserve',
    enforce: 'row',
  })
  async unreserve(
    @PathParam() id: string,
    @Context() context: RequestContext,
    @RowPolicy() authorize: RowAuthorizer,
  ): Promise<void> {
    await this.#change(id, context, authorize, 'unreserve');
  }

  @Action({
    on: 'volumes',
    name: 'os-begin_detaching',
    status: 202,
    policy: 'volume_extension:volume_actions:begin_detaching',
    enforce: 'row',
  })
  async beginDetaching(
    @PathParam() id: string,
    @Context() context: RequestContext,
    @RowPolicy() authorize: RowAuthorizer,
  ): Promise<void> {
    await this.#change(id, context, authorize, 'begin_detaching');
  }

  @Action({
    on: 'volumes',
    name: 'os-roll_detaching',
    status: 202,
    policy: 'volume_extension:volume_actions:roll_detaching',
    enforce: 'row',
  })
  async rollDetaching(
    @PathParam() id: string,
    @Context() context: RequestContext,
    @RowPolicy() authorize: RowAuthorizer,
  ): Promise<void> {
    await this.#change(id, context, authorize, 'roll_detaching');
  }

  async #change(
    id: string,
    context: RequestContext,
    authorize: RowAuthorizer,
    action: ReservingAction,
  ): Promise<void> {
    await this.#require(id, context, authorize);
    await this.commands.execute(new ChangeReservation(commandContext(context), id, action));
  }

  async #require(id: string, context: RequestContext, authorize: RowAuthorizer): Promise<void> {
    const found = await this.queries.execute(new GetVolume(id));
    authorize(visibleVolume(found, context, id).project_id);
  }
}
