import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { setExtraSpecs } from '../../domain/type-catalogue/extra-specs.decide.js';
import { VolumeTypes } from '../volume-types.js';
import { SetExtraSpecs } from './set-extra-specs.command.js';

@CommandHandler(SetExtraSpecs)
export class SetExtraSpecsHandler implements ICommandHandler<SetExtraSpecs> {
  constructor(private readonly types: VolumeTypes) {}

  async execute({ context, typeId, specs }: SetExtraSpecs): Promise<void> {
    await this.types.refuseInUse(typeId, 'Volume Type is currently in use.');
    await this.types.change(context, (now) => setExtraSpecs(now, typeId, specs));
  }
}
