import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { associateQos } from '../../domain/type-catalogue/qos-specs.decide.js';
import { VolumeTypes } from '../volume-types.js';
import { AssociateQosSpecs } from './associate-qos-specs.command.js';

@CommandHandler(AssociateQosSpecs)
export class AssociateQosSpecsHandler implements ICommandHandler<AssociateQosSpecs> {
  constructor(private readonly types: VolumeTypes) {}

  async execute({ context, id, typeId }: AssociateQosSpecs): Promise<void> {
    await this.types.change(context, (now) => associateQos(now, id, typeId));
  }
}
