import { Command } from '@nestjs/cqrs';
import type { CommandContext } from '../command-context.js';

export class RemoveTypeEncryption extends Command<void> {
  constructor(
    readonly context: CommandContext,
    readonly typeId: string,
  ) {
    super();
  }
}
