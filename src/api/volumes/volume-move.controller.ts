import { Controller } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { MigrateVolume } from '../../commands/migrate-volume/migrate-volume.command.js';
import { RetypeVolume } from '../../commands/retype-volume/retype-volume.command.js';
import { GetVolume } from '../../projections/volumes/get-volume.query.js';
import { bodyBoolean } from '../http/body/boolean-words.js';
import { clusterOrHost } from '../http/body/cluster-or-host.js';
import { HttpFault } from '../http/faults/http-fault.js';
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
import { completeMigration, migrateVolume, retypeVolume } from './volume-move-actions.schemas.js';

interface RetypeBody {
  readonly 'os-retype': {
    readonly new_type: string;
    readonly migration_policy?: 'never' | 'on-demand';
  };
}

interface MigrateBody {
  readonly 'os-migrate_volume': {
    readonly host?: string | null;
    readonly cluster?: string | null;
    readonly lock_volume?: boolean | string;
  };
}

interface CompletionBody {
  readonly 'os-migrate_volume_completion': { readonly new_volume: string };
}

/** Another type, another backend (spec/api-core.md 2.7). */
@Controller()
export class VolumeMoveController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @Action({
    on: 'volumes',
    name: 'os-retype',
    status: 202,
    policy: 'volume:retype',
    enforce: 'row',
    body: retypeVolume,
  })
  async retype(
    @PathParam() id: string,
    @Context() context: RequestContext,
    @Body() { 'os-retype': { new_type, migration_policy } }: RetypeBody,
    @RowPolicy() authorize: RowAuthorizer,
  ): Promise<void> {
    await this.#require(id, context, authorize);
    const policy = migration_policy ?? 'never';
    await this.commands.execute(new RetypeVolume(commandContext(context), id, new_type, policy));
  }

  @Action({
    on: 'volumes',
    name: 'os-migrate_volume',
    status: 202,
    policy: 'volume_extension:volume_admin_actions:migrate_volume',
    enforce: 'row',
    body: migrateVolume,
  })
  async migrate(
    @PathParam() id: string,
    @Context() context: RequestContext,
    @Body() { 'os-migrate_volume': asked }: MigrateBody,
    @RowPolicy() authorize: RowAuthorizer,
  ): Promise<void> {
    await this.#require(id, context, authorize);
    const host = clusterOrHost(asked, context, '3.16');
    const locks = bodyBoolean(asked.lock_volume);
    await this.commands.execute(new MigrateVolume(commandContext(context), id, host, locks));
  }

  /** No other service ever moves a volume for us, so there is never anything to be completed. */
  @Action({
    on: 'volumes',
    name: 'os-migrate_volume_completion',
    status: 200,
    policy: 'volume_extension:volume_admin_actions:migrate_volume_completion',
    enforce: 'row',
    body: completeMigration,
  })
  async complete(
    @PathParam() id: string,
    @Context() context: RequestContext,
    @Body() { 'os-migrate_volume_completion': { new_volume } }: CompletionBody,
    @RowPolicy() authorize: RowAuthorizer,
  ): Promise<never> {
    await this.#require(id, context, authorize);
    visibleVolume(await this.queries.execute(new GetVolume(new_volume)), context, new_volume);
    throw new HttpFault('InvalidVolume', 'Invalid volume: Source volume not mid-migration.');
  }

  async #require(id: string, context: RequestContext, authorize: RowAuthorizer): Promise<void> {
    const found = await this.queries.execute(new GetVolume(id));
    authorize(visibleVolume(found, context, id).project_id);
  }
}
