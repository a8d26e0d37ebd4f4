import { Command } from '@nestjs/cqrs';
import type { CommandContext } from '../command-context.js';

/** Deletes a group snapshot with its snapshots. */
export class DeleteGroupSnapshot extends Command<void> {
  constructor(
    readonly context: CommandContext,
    readonly id: string,
  ) {
    super();
  }
}
