import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { removeProjectDefault } from '../../domain/type-catalogue/project-default.decide.js';
import { VolumeTypes } from '../volume-types.js';
import { RemoveProjectDefaultType } from './remove-project-default-type.command.js';

@CommandHandler(RemoveProjectDefaultType)
export class RemoveProjectDefaultTypeHandler implements ICommandHandler<RemoveProjectDefaultType> {
  constructor(private readonly types: VolumeTypes) {}

  async execute({ context, projectId }: RemoveProjectDefaultType): Promise<void> {
    await this.types.change(context, (now) => removeProjectDefault(now, projectId));
  }
}
