import { Controller } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { InitializeConnection } from '../../commands/initialize-connection/initialize-connection.command.js';
import { TerminateConnection } from '../../commands/terminate-connection/terminate-connection.command.js';
import { GetVolume } from '../../projections/volumes/get-volume.query.js';
import { orBackendFault } from '../attachments/backend-refusal.js';
import { nestedConnectionInfo } from '../attachments/connection-info.js';
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
import { initializeConnection, terminateConnection } from './volume-attach-actions.schemas.js';

interface InitializeBody {
  readonly 'os-initialize_connection': { readonly connector: Readonly<Record<string, unknown>> };
}

/** The connection of a volume by itself, for clients that bring their own os-brick (spec/api-core.md 2.7). */
@Controller()
export class VolumeConnectionsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @Action({
    on: 'volumes',
    name: 'os-initialize_connection',
    status: 200,
    policy: 'volume_extension:volume_actions:initialize_connection',
    enforce: 'row',
    body: initializeConnection,
  })
  async initialize(
    @PathParam() id: string,
    @Context() context: RequestContext,
    @Body() body: InitializeBody,
    @RowPolicy() authorize: RowAuthorizer,
  ): Promise<object> {
    await this.#require(id, context, authorize);
    const connection = await orBackendFault(
      this.commands.execute(new InitializeConnection(commandContext(context), id)),
      () => 'Unable to fetch connection information from backend.',
    );
    const { enforce_multipath } = body['os-initialize_connection'].connector;
    return { connection_info: nestedConnectionInfo(connection, enforce_multipath === true) };
  }

  @Action({
    on: 'volumes',
    name: 'os-terminate_connection',
    status: 202,
    policy: 'volume_extension:volume_actions:terminate_connection',
    enforce: 'row',
    body: terminateConnection,
  })
  async terminate(
    @PathParam() id: string,
    @Context() context: RequestContext,
    @RowPolicy() authorize: RowAuthorizer,
  ): Promise<void> {
    await this.#require(id, context, authorize);
    await orBackendFault(
      this.commands.execute(new TerminateConnection(commandContext(context), id)),
      () => 'Unable to terminate volume connection from backend.',
    );
  }

  async #require(id: string, context: RequestContext, authorize: RowAuthorizer): Promise<void> {
    const found = await this.queries.execute(new GetVolume(id));
    authorize(visibleVolume(found, context, id).project_id);
  }
}
