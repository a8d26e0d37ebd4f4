import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { IdGenerator } from '../../domain/shared/clock.js';
import { existingType } from '../../domain/type-catalogue/find-type.js';
import type { VolumeType } from '../../domain/type-catalogue/type-catalogue.state.js';
import { createType } from '../../domain/type-catalogue/volume-type.decide.js';
import { IDS } from '../tokens.js';
import { VolumeTypes } from '../volume-types.js';
import { CreateVolumeType } from './create-volume-type.command.js';

@CommandHandler(CreateVolumeType)
export class CreateVolumeTypeHandler implements ICommandHandler<CreateVolumeType> {
  constructor(
    private readonly types: VolumeTypes,
    @Inject(IDS) private readonly ids: IdGenerator,
  ) {}

  async execute({ context, input }: CreateVolumeType): Promise<VolumeType> {
    const type_id = this.ids.next();
    const catalogue = await this.types.change(context, (now) => createType(now, { type_id, ...input }));
    return existingType(catalogue, type_id);
  }
}
