import { Command } from '@nestjs/cqrs';
import type { CommandContext } from '../command-context.js';

/** The project follows the default class again. */
export class RemoveQuotaLimits extends Command<void> {
  constructor(
    readonly context: CommandContext,
    readonly projectId: string,
  ) {
    super();
  }
}
