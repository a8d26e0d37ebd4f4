import { Command } from '@nestjs/cqrs';
import type { CommandContext } from '../command-context.js';

/** os-detach and os-force_detach. */
export class DetachVolume extends Command<void> {
  constructor(
    readonly context: CommandContext,
    readonly id: string,
    /** Null: the only one. */
    readonly attachmentId: string | null,
  ) {
    super();
  }
}
