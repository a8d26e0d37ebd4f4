import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { existingType } from '../../domain/type-catalogue/find-type.js';
import type { VolumeType } from '../../domain/type-catalogue/type-catalogue.state.js';
import { updateType } from '../../domain/type-catalogue/volume-type.decide.js';
import { VolumeTypes } from '../volume-types.js';
import { UpdateVolumeType } from './update-volume-type.command.js';

@CommandHandler(UpdateVolumeType)
export class UpdateVolumeTypeHandler implements ICommandHandler<UpdateVolumeType> {
  constructor(private readonly types: VolumeTypes) {}

  async execute({ context, id, changes }: UpdateVolumeType): Promise<VolumeType> {
    return existingType(await this.types.change(context, (now) => updateType(now, id, changes)), id);
  }
}
