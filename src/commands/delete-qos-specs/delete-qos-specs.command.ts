import { Command } from '@nestjs/cqrs';
import type { CommandContext } from '../command-context.js';

export class DeleteQosSpecs extends Command<void> {
  constructor(
    readonly context: CommandContext,
    readonly id: string,
    /** Types that have the specs let go of them first. */
    readonly force: boolean,
  ) {
    super();
  }
}
