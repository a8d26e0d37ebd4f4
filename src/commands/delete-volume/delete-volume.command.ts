import { Command } from '@nestjs/cqrs';
import type { CommandContext } from '../command-context.js';

export interface DeleteOptions {
  /** Its snapshots go with it. */
  readonly cascade: boolean;
  /** Whatever its status. */
  readonly force: boolean;
}

export class DeleteVolume extends Command<void> {
  constructor(
    readonly context: CommandContext,
    readonly id: string,
    readonly options: DeleteOptions,
  ) {
    super();
  }
}
