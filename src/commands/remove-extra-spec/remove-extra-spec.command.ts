import { Command } from '@nestjs/cqrs';
import type { CommandContext } from '../command-context.js';

export class RemoveExtraSpec extends Command<void> {
  constructor(
    readonly context: CommandContext,
    readonly typeId: string,
    readonly key: string,
  ) {
    super();
  }
}
