import { Command } from '@nestjs/cqrs';
import type { CommandContext } from '../command-context.js';

export class DeleteBackup extends Command<void> {
  constructor(
    readonly context: CommandContext,
    readonly id: string,
    /** Whatever the status: cancels a running create, and restores that read the backup. */
    readonly force: boolean = false,
  ) {
    super();
  }
}
