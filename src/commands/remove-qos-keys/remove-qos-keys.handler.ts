import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { removeQosKeys } from '../../domain/type-catalogue/qos-specs.decide.js';
import { VolumeTypes } from '../volume-types.js';
import { RemoveQosKeys } from './remove-qos-keys.command.js';

@CommandHandler(RemoveQosKeys)
export class RemoveQosKeysHandler implements ICommandHandler<RemoveQosKeys> {
  constructor(private readonly types: VolumeTypes) {}

  async execute({ context, id, keys }: RemoveQosKeys): Promise<void> {
    await this.types.change(context, (now) => removeQosKeys(now, id, keys));
  }
}
