import { Command } from '@nestjs/cqrs';
import type { CommandContext } from '../command-context.js';

export class DisassociateQosSpecs extends Command<void> {
  constructor(
    readonly context: CommandContext,
    readonly id: string,
    /** Null: all types that have the specs. */
    readonly typeId: string | null,
  ) {
    super();
  }
}
