import { Command } from '@nestjs/cqrs';
import type { CommandContext } from '../command-context.js';

export class MigrateVolume extends Command<void> {
  constructor(
    readonly context: CommandContext,
    readonly id: string,
    /** `host@backend` or `host@backend#pool`, as the caller gave it. */
    readonly host: string,
    readonly lockVolume: boolean,
  ) {
    super();
  }
}
