import { Command } from '@nestjs/cqrs';
import type { EncryptionChanges } from '../../domain/type-catalogue/type-encryption.decide.js';
import type { CommandContext } from '../command-context.js';

export class UpdateTypeEncryption extends Command<void> {
  constructor(
    readonly context: CommandContext,
    readonly typeId: string,
    readonly changes: EncryptionChanges,
  ) {
    super();
  }
}
