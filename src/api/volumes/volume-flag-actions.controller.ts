import { Controller } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { SetVolumeFlag, type VolumeFlag } from '../../commands/set-volume-flag/set-volume-flag.command.js';
import { GetVolume } from '../../projections/volumes/get-volume.query.js';
import { bodyBoolean } from '../http/body/boolean-words.js';
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
import { setBootable, updateReadonlyFlag } from './volume-flag-actions.schemas.js';

interface ReadonlyBody {
  readonly 'os-update_readonly_flag': { readonly readonly: boolean | string };
}

interface BootableBody {
  readonly 'os-set_bootable': { readonly bootable: boolean | string };
}

/** What a user says of a volume that no byte of it shows (spec/api-core.md 2.7). */
@Controller()
export class VolumeFlagActionsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @Action({
    on: 'volumes',
    name: 'os-update_readonly_flag',
    status: 202,
    policy: 'volume:update_readonly_flag',
    enforce: 'row',
    body: updateReadonlyFlag,
  })
  updateReadonlyFlag(
    @PathParam() id: string,
    @Context() context: RequestContext,
    @Body() body: ReadonlyBody,
    @RowPolicy() authorize: RowAuthorizer,
  ): Promise<void> {
    const value = bodyBoolean(body['os-update_readonly_flag'].readonly);
    return this.#set(id, context, authorize, { flag: 'readonly', value });
  }

  @Action({
    on: 'volumes',
    name: 'os-set_bootable',
    status: 200,
    policy: 'volume:update',
    enforce: 'row',
    body: setBootable,
  })
  setBootable(
    @PathParam() id: string,
    @Context() context: RequestContext,
    @Body() body: BootableBody,
    @RowPolicy() authorize: RowAuthorizer,
  ): Promise<void> {
    const value = bodyBoolean(body['os-set_bootable'].bootable);
    return this.#set(id, context, authorize, { flag: 'bootable', value });
  }

  async #set(
    id: string,
    context: RequestContext,
    authorize: RowAuthorizer,
    { flag, value }: { readonly flag: VolumeFlag; readonly value: boolean },
  ): Promise<void> {
    const found = await this.queries.execute(new GetVolume(id));
    authorize(visibleVolume(found, context, id).project_id);
    await this.commands.execute(new SetVolumeFlag(commandContext(context), id, flag, value));
  }
}
