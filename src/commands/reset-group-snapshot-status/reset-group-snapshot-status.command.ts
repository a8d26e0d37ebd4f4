import { Command } from '@nestjs/cqrs';
import type { CommandContext } from '../command-context.js';

export class ResetGroupSnapshotStatus extends Command<void> {
  constructor(
    readonly context: CommandContext,
    readonly id: string,
    /** In lower case. */
    readonly status: string,
  ) {
    super();
  }
}
