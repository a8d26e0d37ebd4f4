import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { existingType } from '../../domain/type-catalogue/find-type.js';
import { updateEncryption } from '../../domain/type-catalogue/type-encryption.decide.js';
import { VolumeTypes } from '../volume-types.js';
import { UpdateTypeEncryption } from './update-type-encryption.command.js';

@CommandHandler(UpdateTypeEncryption)
export class UpdateTypeEncryptionHandler implements ICommandHandler<UpdateTypeEncryption> {
  constructor(private readonly types: VolumeTypes) {}

  async execute({ context, typeId, changes }: UpdateTypeEncryption): Promise<void> {
    existingType(await this.types.catalogue(), typeId);
    await this.types.refuseInUse(typeId, 'Cannot update encryption specs. Volume type in use.');
    await this.types.change(context, (now) => updateEncryption(now, typeId, changes));
  }
}
