import { Command } from '@nestjs/cqrs';
import type { CommandContext } from '../command-context.js';

export class ChangeTypeAccess extends Command<void> {
  constructor(
    readonly context: CommandContext,
    readonly change: 'grant' | 'revoke',
    readonly typeId: string,
    readonly projectId: string,
  ) {
    super();
  }
}
