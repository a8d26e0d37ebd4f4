import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { IdGenerator } from '../../domain/shared/clock.js';
import { createEncryption } from '../../domain/type-catalogue/type-encryption.decide.js';
import { IDS } from '../tokens.js';
import { VolumeTypes } from '../volume-types.js';
import { CreateTypeEncryption } from './create-type-encryption.command.js';

@CommandHandler(CreateTypeEncryption)
export class CreateTypeEncryptionHandler implements ICommandHandler<CreateTypeEncryption> {
  constructor(
    private readonly types: VolumeTypes,
    @Inject(IDS) private readonly ids: IdGenerator,
  ) {}

  async execute({ context, typeId, encryption }: CreateTypeEncryption): Promise<string> {
    await this.types.refuseInUse(typeId, 'Cannot create encryption specs. Volume type in use.');
    const encryption_id = this.ids.next();
    const whole = { encryption_id, ...encryption };
    await this.types.change(context, (now) => createEncryption(now, typeId, whole));
    return encryption_id;
  }
}
