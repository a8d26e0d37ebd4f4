import { Command } from '@nestjs/cqrs';
import type { CommandContext } from '../command-context.js';

export class RemoveQosKeys extends Command<void> {
  constructor(
    readonly context: CommandContext,
    readonly id: string,
    readonly keys: readonly string[],
  ) {
    super();
  }
}
