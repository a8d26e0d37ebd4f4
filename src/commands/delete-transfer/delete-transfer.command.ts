import { Command } from '@nestjs/cqrs';
import type { CommandContext } from '../command-context.js';

/** Takes an offer back. */
export class DeleteTransfer extends Command<void> {
  constructor(
    readonly context: CommandContext,
    readonly id: string,
  ) {
    super();
  }
}
