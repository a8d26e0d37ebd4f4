import { Command } from '@nestjs/cqrs';
import type { CommandContext } from '../command-context.js';

export class RetypeVolume extends Command<void> {
  constructor(
    readonly context: CommandContext,
    readonly id: string,
    /** Name or id. */
    readonly newType: string,
    readonly migrationPolicy: 'never' | 'on-demand',
  ) {
    super();
  }
}
