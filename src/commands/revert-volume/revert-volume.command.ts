import { Command } from '@nestjs/cqrs';
import type { CommandContext } from '../command-context.js';

export class RevertVolume extends Command<void> {
  constructor(
    readonly context: CommandContext,
    readonly id: string,
    /** As the caller gave it; only the newest one will do. */
    readonly snapshotId: string | null,
  ) {
    super();
  }
}
