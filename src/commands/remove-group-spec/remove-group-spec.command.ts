import { Command } from '@nestjs/cqrs';
import type { CommandContext } from '../command-context.js';

export class RemoveGroupSpec extends Command<void> {
  constructor(
    readonly context: CommandContext,
    readonly groupTypeId: string,
    readonly key: string,
  ) {
    super();
  }
}
