import { Command } from '@nestjs/cqrs';
import type { CommandContext } from '../command-context.js';

/** Stops the create of a backup that is being made, or else its restores; with a volume, only the restore to that one. */
export class CancelBackup extends Command<void> {
  constructor(
    readonly context: CommandContext,
    readonly id: string,
    readonly volumeId: string | null,
  ) {
    super();
  }
}
