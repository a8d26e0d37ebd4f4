import { Controller, Inject } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { RemoveProjectDefaultType } from '../../commands/remove-project-default-type/remove-project-default-type.command.js';
import { SetProjectDefaultType } from '../../commands/set-project-default-type/set-project-default-type.command.js';
import { DomainError } from '../../domain/shared/errors.js';
import { badRequest, HttpFault } from '../http/faults/http-fault.js';
import { commandContext } from '../http/identity/command-context.js';
import type { RequestContext } from '../http/identity/request-context.js';
import {
  Body,
  Context,
  PathParam,
  Route,
  RowPolicy,
  type RowAuthorizer,
} from '../http/routing/decorators.js';
import { setDefaultType } from './types.schemas.js';
import { VOLUME_TYPE_READER, type VolumeTypeReader } from './volume-type.js';

/** The refusal has words of its own here (spec 1.9). */
const require = (authorize: RowAuthorizer, project: string): void => {
  try {
    authorize(project);
  } catch {
    throw new HttpFault('PolicyNotAuthorized', 'You are not authorized to perform this operation.');
  }
};

/** An unknown type is a mistake in the body, not in the path. */
const notFoundAsBadRequest = (error: unknown): never => {
  const isMissing = error instanceof DomainError && error.code.startsWith('VolumeTypeNotFound');
  throw isMissing ? badRequest(error.message) : error;
};

/** The types of volumes that a project creates without one. Nobody asks Keystone whether the project exists. */
@Controller()
export class DefaultTypesController {
  constructor(
    @Inject(VOLUME_TYPE_READER) private readonly reader: VolumeTypeReader,
    private readonly commands: CommandBus,
  ) {}

  @Route({
    method: 'GET',
    path: 'default-types',
    status: 200,
    since: '3.62',
    policy: 'volume_extension:default_get_all',
    enforce: 'row',
  })
  async list(@Context() context: RequestContext, @RowPolicy() authorize: RowAuthorizer): Promise<object> {
    require(authorize, context.project_id);
    const { project_defaults } = await this.reader.catalogue();
    return {
      default_types: Object.entries(project_defaults).map(([project_id, volume_type_id]) => ({
        project_id,
        volume_type_id,
      })),
    };
  }

  @Route({
    method: 'GET',
    path: 'default-types/:id',
    status: 200,
    since: '3.62',
    policy: 'volume_extension:default_get',
    enforce: 'row',
  })
  async show(@PathParam() project: string, @RowPolicy() authorize: RowAuthorizer): Promise<object> {
    require(authorize, project);
    const { project_defaults } = await this.reader.catalogue();
    if (!Object.hasOwn(project_defaults, project)) {
      const text = `Default type for project ${project} not found.`;
      throw new HttpFault('VolumeTypeProjectDefaultNotFound', text);
    }
    return { default_type: { project_id: project, volume_type_id: project_defaults[project] } };
  }

  @Route({
    method: 'PUT',
    path: 'default-types/:id',
    status: 200,
    since: '3.62',
    policy: 'volume_extension:default_set_or_update',
    enforce: 'row',
    body: setDefaultType,
  })
  async set(
    @PathParam() project: string,
    @Context() context: RequestContext,
    @Body() { default_type }: { readonly default_type: { readonly volume_type: string } },
    @RowPolicy() authorize: RowAuthorizer,
  ): Promise<object> {
    require(authorize, project);
    const command = new SetProjectDefaultType(commandContext(context), project, default_type.volume_type);
    const volume_type_id = await this.commands.execute(command).catch(notFoundAsBadRequest);
    return { default_type: { project_id: project, volume_type_id } };
  }

  @Route({
    method: 'DELETE',
    path: 'default-types/:id',
    status: 204,
    since: '3.62',
    policy: 'volume_extension:default_unset',
    enforce: 'row',
  })
  async unset(
    @PathParam() project: string,
    @Context() context: RequestContext,
    @RowPolicy() authorize: RowAuthorizer,
  ): Promise<void> {
    require(authorize, project);
    await this.commands.execute(new RemoveProjectDefaultType(commandContext(context), project));
  }
}
