import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { deleteQosSpecs } from '../../domain/type-catalogue/qos-specs.decide.js';
import { VolumeTypes } from '../volume-types.js';
import { DeleteQosSpecs } from './delete-qos-specs.command.js';

@CommandHandler(DeleteQosSpecs)
export class DeleteQosSpecsHandler implements ICommandHandler<DeleteQosSpecs> {
  constructor(private readonly types: VolumeTypes) {}

  async execute({ context, id, force }: DeleteQosSpecs): Promise<void> {
    await this.types.change(context, (now) => deleteQosSpecs(now, id, force));
  }
}
