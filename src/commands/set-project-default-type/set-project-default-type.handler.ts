import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { findType } from '../../domain/type-catalogue/find-type.js';
import { setProjectDefault } from '../../domain/type-catalogue/project-default.decide.js';
import { VolumeTypes } from '../volume-types.js';
import { SetProjectDefaultType } from './set-project-default-type.command.js';

@CommandHandler(SetProjectDefaultType)
export class SetProjectDefaultTypeHandler implements ICommandHandler<SetProjectDefaultType> {
  constructor(private readonly types: VolumeTypes) {}

  /** By id or name, found in the catalogue that is changed: a type that goes meanwhile is no default. */
  async execute({ context, projectId, type }: SetProjectDefaultType): Promise<string> {
    const viewer = { is_admin: context.is_admin, project_id: context.actor.project_id };
    const catalogue = await this.types.change(context, (now) =>
      setProjectDefault(now, projectId, findType(now, type, viewer).id),
    );
    return catalogue.project_defaults[projectId] ?? '';
  }
}
