import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { updateQosSpecs } from '../../domain/type-catalogue/qos-specs.decide.js';
import { VolumeTypes } from '../volume-types.js';
import { UpdateQosSpecs } from './update-qos-specs.command.js';

@CommandHandler(UpdateQosSpecs)
export class UpdateQosSpecsHandler implements ICommandHandler<UpdateQosSpecs> {
  constructor(private readonly types: VolumeTypes) {}

  async execute({ context, id, changes }: UpdateQosSpecs): Promise<void> {
    await this.types.change(context, (now) => updateQosSpecs(now, id, changes));
  }
}
