import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { TypeCatalogueEvent } from '../../domain/type-catalogue/type-catalogue.events.js';
import type { TypeCatalogue } from '../../domain/type-catalogue/type-catalogue.state.js';
import { deleteType } from '../../domain/type-catalogue/volume-type.decide.js';
import type { CommandSettings } from '../settings.js';
import { SETTINGS } from '../tokens.js';
import { VolumeTypes } from '../volume-types.js';
import { DeleteVolumeType } from './delete-volume-type.command.js';

const inUse = 'Target volume type is still in use.';

@CommandHandler(DeleteVolumeType)
export class DeleteVolumeTypeHandler implements ICommandHandler<DeleteVolumeType> {
  constructor(
    private readonly types: VolumeTypes,
    @Inject(SETTINGS) private readonly settings: CommandSettings,
  ) {}

  /** The other refusals come first. */
  async execute({ context, id }: DeleteVolumeType): Promise<void> {
    const decide = (now: TypeCatalogue): TypeCatalogueEvent[] =>
      deleteType(now, id, this.settings.defaultVolumeType);
    decide(await this.types.catalogue());
    await this.types.refuseInUse(id, inUse);
    await this.types.refuseOfGroup(id, inUse);
    await this.types.change(context, decide);
  }
}
