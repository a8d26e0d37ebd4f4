import { Command } from '@nestjs/cqrs';
import type { EncryptionToSet } from '../../domain/type-catalogue/type-encryption.decide.js';
import type { CommandContext } from '../command-context.js';

/** The body of POST /types/{id}/encryption. */
export type EncryptionInput = Omit<EncryptionToSet, 'encryption_id'>;

/** Gives the id of what was made. */
export class CreateTypeEncryption extends Command<string> {
  constructor(
    readonly context: CommandContext,
    readonly typeId: string,
    readonly encryption: EncryptionInput,
  ) {
    super();
  }
}
