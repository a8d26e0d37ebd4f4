import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { removeEncryption } from '../../domain/type-catalogue/type-encryption.decide.js';
import { VolumeTypes } from '../volume-types.js';
import { RemoveTypeEncryption } from './remove-type-encryption.command.js';

@CommandHandler(RemoveTypeEncryption)
export class RemoveTypeEncryptionHandler implements ICommandHandler<RemoveTypeEncryption> {
  constructor(private readonly types: VolumeTypes) {}

  async execute({ context, typeId }: RemoveTypeEncryption): Promise<void> {
    await this.types.refuseInUse(typeId, 'Cannot delete encryption specs. Volume type in use.');
    await this.types.change(context, (now) => removeEncryption(now, typeId));
  }
}
