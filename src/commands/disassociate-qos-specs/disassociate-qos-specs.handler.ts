import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { disassociateAllQos, disassociateQos } from '../../domain/type-catalogue/qos-specs.decide.js';
import { VolumeTypes } from '../volume-types.js';
import { DisassociateQosSpecs } from './disassociate-qos-specs.command.js';

@CommandHandler(DisassociateQosSpecs)
export class DisassociateQosSpecsHandler implements ICommandHandler<DisassociateQosSpecs> {
  constructor(private readonly types: VolumeTypes) {}

  async execute({ context, id, typeId }: DisassociateQosSpecs): Promise<void> {
    await this.types.change(context, (now) =>
      typeId === null ? disassociateAllQos(now, id) : disassociateQos(now, id, typeId),
    );
  }
}
