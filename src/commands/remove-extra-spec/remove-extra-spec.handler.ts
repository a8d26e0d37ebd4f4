import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { removeExtraSpec } from '../../domain/type-catalogue/extra-specs.decide.js';
import { VolumeTypes } from '../volume-types.js';
import { RemoveExtraSpec } from './remove-extra-spec.command.js';

@CommandHandler(RemoveExtraSpec)
export class RemoveExtraSpecHandler implements ICommandHandler<RemoveExtraSpec> {
  constructor(private readonly types: VolumeTypes) {}

  async execute({ context, typeId, key }: RemoveExtraSpec): Promise<void> {
    await this.types.refuseInUse(typeId, 'Volume Type is currently in use.');
    await this.types.change(context, (now) => removeExtraSpec(now, typeId, key));
  }
}
