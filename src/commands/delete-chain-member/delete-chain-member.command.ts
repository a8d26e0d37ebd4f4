import { Command } from '@nestjs/cqrs';
import type { ChildrenFirst } from '../../domain/backup/backup-deletion.state.js';
import type { CommandContext } from '../command-context.js';

/** Deletes a backup that others are based on. */
export class DeleteChainMember extends Command<void> {
  constructor(
    readonly context: CommandContext,
    readonly id: string,
    /** Everything on top of it is deleted as well, or its children become independent of it. */
    readonly children: ChildrenFirst['how'],
  ) {
    super();
  }
}
